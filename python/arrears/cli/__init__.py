"""The command line: what is typed, answered and shown."""
