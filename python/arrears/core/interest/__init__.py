"""Interest on late payment: the rules, the rates, the slices."""
