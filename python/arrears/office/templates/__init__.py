"""Letter templates on their own: checking one, trying it on made-up data, filling it from records of a person's own."""
