"""Indicators that fill themselves: formulas over the marchés.

What is unknown of a marché stays unknown: it is neither in a figure nor out of it, and the
answer says how many marchés are so.
"""
