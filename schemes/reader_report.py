"""The second reader's findings, said in French, one line each."""

from schemes.against import Comparison


def report(scheme_id: str, comparison: Comparison) -> list[str]:
    """The lines to show to the person who checks a definition: a verdict, then each finding."""
    found = comparison
    points = len(found.absents) + len(found.uncited) + len(found.stale)
    lines = [f"{scheme_id} : {_verdict(points)} {_counts(found)}"]
    if found.absents:
        lines.append("Dans la définition, mais pas dans le texte :")
        lines += [f"  {absent.place} : {absent.message}" for absent in found.absents]
    if found.uncited:
        lines.append("Dans le texte, mais pas dans la définition :")
        lines += [f"  ligne {n.line} : {n.printed} dans « {n.around} »" for n in found.uncited]
    if found.stale:
        lines.append("Dans la liste de ce qui est laissé de côté, à revoir :")
        lines += [f"  « {entry.words} » : {entry.message}" for entry in found.stale]
    return lines


def _verdict(points: int) -> str:
    return f"{_count(points, 'point')} à régler." if points else "rien à signaler."


def _counts(found: Comparison) -> str:
    numbers, cited = _count(found.numbers, "nombre"), _count(found.cited, "cité")
    left_out = _count(found.left_out, "laissé")
    return f"{numbers} dans le texte : {cited}, {left_out} de côté avec une raison."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"
