"""The parts of closing a month that several verbs share."""
