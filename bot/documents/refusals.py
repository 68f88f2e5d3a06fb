"""Why a Word template is not used."""


class TemplateRefusedError(Exception):
    """A template that would not give a whole document; the message says what and where."""
