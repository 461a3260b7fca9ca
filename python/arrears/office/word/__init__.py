"""Word letters: templates compiled once, letters filled from them, nothing that data could turn into markup."""
