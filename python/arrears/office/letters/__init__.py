"""Letters on disk: issuing, prints, PDF copies, e-mail drafts."""
