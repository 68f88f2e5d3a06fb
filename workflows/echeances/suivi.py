"""The rows of the store follow the definition; what was answered stays."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import echeances, rappels, valeurs
from storage.echeances_tables import EcheanceSuivie, ReponseEcheance
from workflows.clock import paris_day
from workflows.echeances import resumes
from workflows.echeances.occurrences import Occurrence, unfold, value_key
from workflows.echeances.reconnaissance import reworded
from workflows.echeances.relances import plan
from workflows.echeances.rythme import Rythme

WAITED = ("ouverte", "passee")
"""The states in which an échéance may still be answered."""

_SAME = ("nature", "nom", "objet", "imprime", "quand", "source", "note")


def catch_up(session: Session, scheme: Scheme, now: datetime) -> None:
    """Follow a definition that the rows do not say yet; when they do, only read, and never wait.

    A rhythm that changes alone is left to the tick, as reminders are.
    """
    rows = echeances.followed(session, scheme.id)
    known = {row.cle: row for row in rows if row.etat != "retiree"}
    wanted = {occurrence.cle: _said(occurrence) for occurrence in unfold(scheme)}
    if known.keys() != wanted.keys() or any(_changes(known[cle], wanted[cle]) for cle in known):
        follow(session, scheme, now)


def follow(session: Session, scheme: Scheme, now: datetime) -> None:
    """Bring the rows of a scheme to what its definition says; doing it twice changes nothing.

    Processes that start together follow one after the other.

    What is already past when first seen is noted as such and never recalled. A date that the
    definition changes prevails over one that was answered before. What is only said in other
    words goes on as it was. What has left the definition is withdrawn, and keeps its answers if
    it returns.
    """
    valeurs.hold(session)
    known = {row.cle: row for row in echeances.followed(session, scheme.id, lock=True)}
    given = echeances.answers(session, scheme.id)
    occurrences = unfold(scheme)
    _reword(known, occurrences)
    named = {row.uid or row.cle for row in known.values()}
    for occurrence in occurrences:
        row = known.get(occurrence.cle)
        if row is None:
            _begin(session, scheme, occurrence, named, now)
        else:
            _update(row, occurrence, given.get(row.numero, []), now)
    for cle in known.keys() - {occurrence.cle for occurrence in occurrences}:
        _withdraw(session, scheme, known[cle], now)
    session.flush()
    rows = echeances.followed(session, scheme.id)
    _close_entered_values(session, scheme, rows, now)
    _schedule(session, scheme, rows, given, now)


def _reword(known: dict[str, EcheanceSuivie], occurrences: Iterable[Occurrence]) -> None:
    """Give their new keys to the rows whose words alone changed."""
    defined = {occurrence.cle: occurrence for occurrence in occurrences}
    vanished = [row for cle, row in known.items() if cle not in defined and row.etat != "retiree"]
    appeared = [occurrence for cle, occurrence in defined.items() if cle not in known]
    for cle, row in reworded(vanished, appeared).items():
        known[cle] = known.pop(row.cle)
        row.uid = row.uid or row.cle
        row.cle = cle


def _begin(
    session: Session,
    scheme: Scheme,
    occurrence: Occurrence,
    named: Collection[str],
    now: datetime,
) -> None:
    past = occurrence.due is not None and occurrence.due < paris_day(now)
    session.add(
        EcheanceSuivie(
            scheme=scheme.id,
            cle=occurrence.cle,
            etat="passee" if past else "ouverte",
            uid=_free(occurrence.cle, named),
            modifiee_le=now,
            **_said(occurrence),
        )
    )


def _free(cle: str, named: Collection[str]) -> str | None:
    """A name in calendars for a key that names something else there; None when it is free."""
    if cle not in named:
        return None
    return next(name for rank in count(2) if (name := f"{cle}/{rank}") not in named)


def _said(occurrence: Occurrence) -> dict[str, Any]:
    """What a row says of an occurrence."""
    said = {name: getattr(occurrence, name) for name in _SAME}
    return said | {"prevue_le": occurrence.due, "pilotes": list(occurrence.pilotes)}


def _changes(row: EcheanceSuivie, to: Mapping[str, Any]) -> dict[str, Any]:
    """What of some values a row does not have yet."""
    return {name: value for name, value in to.items() if getattr(row, name) != value}


def _update(
    row: EcheanceSuivie, occurrence: Occurrence, given: list[ReponseEcheance], now: datetime
) -> None:
    moved = {"reportee_au": None} if row.prevue_le != occurrence.due else {}
    _touch(row, now, **_said(occurrence), **moved)
    if row.etat == "retiree":
        _touch(row, now, etat="faite" if _is_done(given) else "passee")
    if row.etat == "passee" and (row.due is None or row.due >= paris_day(now)):
        _touch(row, now, etat="ouverte")


def _is_done(given: list[ReponseEcheance]) -> bool:
    """Whether it was said to be done, and not taken back since."""
    said = [reponse.type for reponse in given if reponse.type in ("fait", "rouvert")]
    return bool(said) and said[-1] == "fait"


def _withdraw(session: Session, scheme: Scheme, row: EcheanceSuivie, now: datetime) -> None:
    if row.etat != "retiree":
        _touch(row, now, etat="retiree")
        resumes.refresh(session, scheme, row, f"v{row.version}")


def _touch(row: EcheanceSuivie, now: datetime, **to: Any) -> None:
    """Set what differs; a calendar that shows the row is then told of a new version."""
    changed = _changes(row, to)
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.version += 1
        row.modifiee_le = now


def _close_entered_values(
    session: Session, scheme: Scheme, rows: Iterable[EcheanceSuivie], now: datetime
) -> None:
    """A yearly value that the store already has is not asked for."""
    entered = {
        value_key(value.indicateur, value.annee): value
        for value in valeurs.of_scheme(session, scheme.id)
    }
    for row in rows:
        value = entered.get(row.cle)
        if value and row.etat in WAITED:
            author, piece = value.auteur, value.piece
            close_value(session, scheme, value.indicateur, value.annee, author, now, piece)


def close_value(
    session: Session,
    scheme: Scheme,
    indicateur: str,
    annee: int,
    auteur: str,
    now: datetime,
    piece: str | None = None,
) -> None:
    """Note that a yearly value is entered: it is waited for no longer, and digests say so.

    `piece` is the file that proves the value, as words carry it.
    """
    row = echeances.keyed(session, scheme.id, value_key(indicateur, annee))
    if row and echeances.change(session, row, among=WAITED, etat="faite", modifiee_le=now):
        rappels.cancel(session, row)
        done = ReponseEcheance(
            echeance=row.numero, type="fait", auteur=auteur, fichier=piece, donnee_le=now
        )
        resumes.refresh(session, scheme, row, f"r{echeances.answer(session, done).id}")


def _schedule(
    session: Session,
    scheme: Scheme,
    rows: Iterable[EcheanceSuivie],
    given: Mapping[int, list[ReponseEcheance]],
    now: datetime,
) -> None:
    """Make the right reminder wait for each open échéance; one already due is left to the tick."""
    rythme = Rythme(scheme.rappels)
    waiting = rappels.waiting(session, scheme.id)
    said = rappels.last_said(session, scheme.id)
    for row in rows:
        waits = waiting.get(row.numero)
        if row.etat == "ouverte" and waits and waits.pas is None:
            waits.due = row.due  # who it was passed on to has still to read of it
        elif row.etat != "ouverte" or row.due is None:
            if waits:
                rappels.cancel(session, row)
        elif waits is None or waits.due != row.due or waits.du > now:
            last = said.get((row.numero, row.due))
            planned = plan(rythme, row.due, given.get(row.numero, ()), now, said=last)
            if waits is None or (waits.due, waits.pas, waits.du) != planned:
                rappels.cancel(session, row)
                rappels.wait(session, row, *planned)
    session.flush()
