"""Reading bank statements, one module a format; ``recognise`` tells which one a file is."""
