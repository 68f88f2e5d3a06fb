"""The campaign of a year: its values asked of those who answer for them, one after the other."""
