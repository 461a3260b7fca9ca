"""What proposals rest on, and their rows."""
