"""The keys of a fiche's messages: by them the outbox knows what a thread holds."""

HEAD = "fiche:"


def head_key(numero: int, personne: str) -> str:
    """The head of a person's thread."""
    return f"{HEAD}{numero}:{personne}"
