"""The keys of a fiche's messages: by them the outbox knows what a thread holds."""

HEAD = "fiche:"


def head_key(numero: int, personne: str) -> str:
    """The head of a person's thread."""
    return f"{HEAD}{numero}:{personne}"


def turn_key(numero: int, personne: str, tour: int) -> str:
    """What a turn showed a person."""
    return f"{head_key(numero, personne)}:{tour}"
