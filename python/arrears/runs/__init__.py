"""What a person does, one module a verb."""
