"""Who is told of what happens to a dossier, and where: written with it, sent by the outbox.

Whoever decides has one card for each dossier, kept up to date in place. Whoever may give a visa
is asked for it; once it is given, or the dossier decided, the request says so and offers nothing
any more. Those who write the dossier read of each act in the thread of its fiche.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session

from schemes.scheme import Scheme
from storage import dossiers, envois
from storage.tables import Dossier
from workflows.canaux import Canaux
from workflows.coordination import coordinateurs
from workflows.fiche.cles import head_key
from workflows.owing import owe
from workflows.results import Resultat
from workflows.revue import choix
from workflows.revue.attentes import follow_dossier
from workflows.revue.carte import carte_du_comite
from workflows.revue.gens import titulaires
from workflows.revue.results import (
    ActeDossier,
    CarteDossier,
    DecisionDossier,
    DemandeBilan,
    DemandeVisa,
    OrdreDuJour,
    ReponseRevue,
    Soumission,
)

_BETWEEN_MEMBERS = frozenset({"donner-avis"})
"""What those who write the dossier are not told of."""

_FOR_WHO_DECIDES = frozenset({"completer", "reinscrire", "signaler"})
"""What makes a dossier wait again for those who decide: said under its card."""


class Annonces:
    """What is owed to people after something happened to a dossier.

    `delivery` is the key of what someone did, stable when it is delivered again.
    """

    def __init__(
        self, session: Session, scheme: Scheme, canaux: Canaux, delivery: str, now: datetime
    ) -> None:
        self._session = session
        self._scheme = scheme
        self._canaux = canaux
        self._delivery = delivery
        self._now = now

    def of(self, done: ReponseRevue) -> None:
        """Tell whoever must know; a refusal or a list concerns the one who asked only.

        What waits in the dossier is followed, so that nobody is reminded of what was just done.
        """
        if isinstance(done, Soumission | ActeDossier | DecisionDossier):
            follow_dossier(self._session, self._scheme, done.dossier, self._now)
        match done:
            case Soumission():
                for asked in done.demandes:
                    self._ask(asked)
                self._show_card(done.dossier)
            case ActeDossier():
                if done.action == "viser":
                    self._settle_visas(done, visa=done.visa)
                if done.action not in _BETWEEN_MEMBERS:
                    self._tell_writers(done)
                readers = self._show_card(done.dossier)
                if done.action in _FOR_WHO_DECIDES:
                    self._tell_who_decides(done, readers)
            case DecisionDossier():
                self._settle_visas(done)
                self._tell_writers(done)
                self._show_card(done.dossier)
            case DemandeBilan():
                self._ask_review(done)

    def convene(self, agenda: OrdreDuJour) -> None:
        """Post the agenda of a meeting to whoever sits there, and keep it up to date."""
        for reader in self._comite():
            first = f"seance:{self._scheme.id}:{agenda.jour.isoformat()}:{reader}"
            self._keep_shown(first, reader, agenda)

    def _ask(self, asked: DemandeVisa) -> None:
        """Ask each holder of a visa; the coordination when nobody has this role."""
        holders = [person.id for person in asked.destinataires]
        for person in holders or coordinateurs(self._session, self._canaux):
            cle = f"{_visa_keys(asked.dossier)}v{asked.version}:{asked.visa}:{person}"
            owe(self._session, cle, person, asked)

    def _ask_review(self, asked: DemandeBilan) -> None:
        """Ask each writer, once for a dossier."""
        for person in asked.destinataires:
            cle = f"revue:{asked.dossier}:bilan:{person.id}"
            owe(self._session, cle, person.id, asked, fil=head_key(asked.dossier, person.id))

    def _settle_visas(self, done: ActeDossier | DecisionDossier, visa: str | None = None) -> None:
        """Requests that no longer wait: those of one visa (by its printed name), or all."""
        ids = {found.id for found in self._scheme.visas if visa in (None, found.qui)}
        for owed in envois.under(self._session, _visa_keys(done.dossier)):
            if owed.cle.split(":")[4] in ids:
                cle = f"{owed.cle}:{self._delivery}"
                owe(self._session, cle, owed.destinataire, done, remplace=owed.cle)

    def _tell_writers(self, done: ActeDossier | DecisionDossier) -> None:
        etat = done.decision if isinstance(done, DecisionDossier) else done.etat
        told = done.model_copy(update={"choix": choix.redacteurs(done.dossier, etat)})
        for person in done.a_prevenir:
            cle = f"revue:{done.dossier}:mot:{self._delivery}:{person.id}"
            owe(self._session, cle, person.id, told, fil=head_key(done.dossier, person.id))

    def _tell_who_decides(self, done: ActeDossier, readers: Iterable[str]) -> None:
        for reader in readers:
            card = _card_key(done.dossier, reader)
            cle = f"revue:{done.dossier}:suite:{self._delivery}:{reader}"
            owe(self._session, cle, reader, done, fil=card)

    def _show_card(self, numero: int) -> list[str]:
        """The card, once the dossier waits for its decision; afterwards it is kept up to date.

        Gives who reads it.
        """
        card = carte_du_comite(self._session, self._scheme, numero, self._now)
        if card is None:
            return []
        readers = self._readers(card)
        for reader in readers:
            first = _card_key(numero, reader)
            if card.etat not in ("soumis", "en-visa") or envois.is_owed(self._session, first):
                self._keep_shown(first, reader, card)
        return readers

    def _keep_shown(self, first: str, reader: str, result: Resultat) -> None:
        """A message of a key, changed in place when what it says has changed."""
        shown = envois.last_content(self._session, first)
        if shown is None:
            owe(self._session, first, reader, result)
        elif shown != result.model_dump_json():
            owe(self._session, f"{first}:{self._delivery}", reader, result, remplace=first)

    def _readers(self, card: CarteDossier) -> list[str]:
        """Who decides on a dossier: the comité's channel or each member; the commande publique."""
        if card.vers == "comite":
            return self._comite(but=self._writers(card))
        return self._holders("commande-publique", but=self._writers(card))

    def _comite(self, but: Collection[str] = ()) -> list[str]:
        if self._canaux.comite:
            return [self._canaux.comite]
        return self._holders("comite", "decideur", but=but)

    def _holders(self, *roles: str, but: Collection[str]) -> list[str]:
        members = {person.id for role in roles for person in titulaires(self._session, role)}
        return sorted(members.difference(but)) or coordinateurs(self._session, self._canaux)

    def _writers(self, card: CarteDossier) -> set[str]:
        dossier = self._session.get_one(Dossier, card.dossier)
        return {card.auteur.id, *dossiers.writers(self._session, dossier)}


def _card_key(numero: int, reader: str) -> str:
    return f"revue:{numero}:carte:{reader}"


def _visa_keys(numero: int) -> str:
    return f"revue:{numero}:visa:"
