"""The campaign by words alone: the next value to enter, or how far everyone is."""

from datetime import datetime

from sqlmodel import Session

from storage import personnes
from workflows.assistant import Assistant
from workflows.campagne.deroulement import Deroulement
from workflows.campagne.paroles import Arreter, Demander, Passer, Voulu
from workflows.campagne.results import Campagne, SuiviCampagne
from workflows.campagne.suivi import suivre
from workflows.echeances.lignes import COORDINATOR
from workflows.echeances.occurrences import years
from workflows.echeances.suivi import catch_up
from workflows.results import Option
from workflows.saisie_dite import RefusSaisie, refuser

ReponseCampagne = Campagne | SuiviCampagne | RefusSaisie


def mener(
    session: Session, assistant: Assistant, personne: str, voulu: Voulu, now: datetime
) -> ReponseCampagne:
    """What to answer to a person (an id) about the campaign of a year.

    The rows follow the definition first. Refused for a year without a campaign, and to whom it
    asks nothing.
    """
    catch_up(session, assistant.scheme, now)
    deroulement = Deroulement(session, assistant, personne)
    followed = isinstance(voulu, Demander) and voulu.suivre and deroulement.coordonne
    rows = deroulement.attendues if followed else deroulement.siennes
    annee = voulu.annee or next(iter(deroulement.en_attente(rows)), _last_finished(assistant))
    if refused := _year_refused(assistant, annee):
        return refused
    if followed:
        return suivre(deroulement, annee)
    passed = None
    if isinstance(voulu, Passer):
        named = assistant.named(voulu.nom)
        if len(named) != 1:
            return refuser(assistant, "refusee", detail=_unknown(assistant, voulu.nom))
        [passed] = named
    found = deroulement.campagne(annee, apres=passed, arret=isinstance(voulu, Arreter))
    if found:
        return found
    return suivre(deroulement, annee) if deroulement.coordonne else _nothing(deroulement, annee)


def _last_finished(assistant: Assistant) -> int:
    """The last finished year of the scheme, or its first."""
    covered = years(assistant.scheme)
    return min(max(assistant.today().year - 1, covered.start), covered.stop - 1)


def _year_refused(assistant: Assistant, annee: int) -> RefusSaisie | None:
    covered = years(assistant.scheme)
    last = min(assistant.today().year, covered.stop - 1)
    if covered.start <= annee <= last:
        return None
    if last < covered.start:
        detail = f"La première campagne est celle de {covered.start}."
    else:
        detail = f"Pas de campagne {annee} : elles vont de {covered.start} à {last}."
    return refuser(assistant, "refusee", detail=detail)


def _unknown(assistant: Assistant, nom: str) -> str:
    return f"Je ne vois pas quel indicateur est « {nom[:60]} ». {assistant.suggest(nom)}"


def _nothing(deroulement: Deroulement, annee: int) -> RefusSaisie:
    """No value of a year is for the person to enter: whom to ask, and what else there is."""
    others = deroulement.en_attente(deroulement.siennes)
    coordinators = personnes.holders(deroulement.session, COORDINATOR)
    return refuser(
        deroulement.assistant,
        "rien_a_saisir",
        annee=annee,
        personnes=tuple(known.id for known in coordinators),
        options=tuple(
            Option(libelle=f"Valeurs de {year}", demande=f"valeurs à saisir {year}")
            for year in others
        ),
    )
