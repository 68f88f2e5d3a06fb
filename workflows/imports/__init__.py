"""Files that feed the store: marchés, hours of insertion, values; and taking them back."""
