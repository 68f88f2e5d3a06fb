"""Charts: the series of an indicator and its targets, drawn as SVG, made PNG where one is needed.

The font is ours to carry (Lato, under the SIL Open Font License, in `fonts/`): a bare machine has
none, and a chart must look the same everywhere.
"""
