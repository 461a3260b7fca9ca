"""Letters between the proposals, the journal and the register."""
