"""The marchés behind a figure, page by page, each with what the formula makes of it."""

import re
from decimal import Decimal

from sqlmodel import Session

from schemes.formules import Formule
from schemes.mesures import Indicateur
from schemes.scheme import Scheme
from storage import formules
from storage.formules import CENTIEMES, Ligne
from workflows.calcul.chiffres import alimente_par, dit
from workflows.calcul.comptage import calcules
from workflows.calcul.evaluation import inconnues, verdict
from workflows.calcul.faits import faits
from workflows.results import Detail, MarcheCompte, Option

PAGE = 20
"""Marchés in a page: what a message shows without being cut."""

_ASKS = re.compile(
    r"(?:details? (?:d[eu] |des |sur )?"
    r"|(?:quels (?:sont les )?|les )?marches (?:qui )?(?:composent|derriere|comptes dans) "
    r"(?:le chiffre (?:de )?|l'indicateur )?)"
    r"(.*?)(?: page ([0-9]{1,6}))?"
)


def asked(text: str) -> tuple[str, int] | None:
    """What « détail heures-insertion 2025 page 2 » asks the detail of, and its page.

    Also « quels marchés composent A1 2025 ». `text` is in plain lower case. None when it asks for
    no detail.
    """
    found = _ASKS.fullmatch(text)
    return (found[1], max(int(found[2] or 1), 1)) if found else None


def detailler(
    session: Session, scheme: Scheme, indicateur: Indicateur, annee: int | None, page: int
) -> Detail:
    """One page (from 1) of the marchés behind an indicator's figure for a year.

    Without a year, the newest that has marchés. Nothing is listed when the indicator has no
    formula, or the year no marché.
    """
    formule = indicateur.formule
    computed = calcules(session, scheme, indicateur)
    annee = annee if annee is not None else max(computed, default=None)
    cumulated = formule is not None and formule.cumul
    found: list[MarcheCompte] = []
    if formule is not None and annee is not None and annee in computed:
        years = range(scheme.periode.debut if cumulated else annee, annee + 1)
        rows = formules.lister(
            session, scheme.id, formule, years, limit=PAGE + 1, offset=(page - 1) * PAGE
        )
        found = [_line(formule, row) for row in rows]
    follows = f"détail {indicateur.id} {annee} page {page + 1}"
    return Detail(
        scheme=scheme.id,
        collectivite=scheme.collectivite,
        indicateur=indicateur.id,
        nom=indicateur.nom_courant,
        annee=annee,
        depuis=scheme.periode.debut if cumulated else None,
        unite=indicateur.unite,
        **dit(indicateur, computed.get(annee) if annee is not None else None),
        source_calcul=alimente_par(indicateur),
        non_calculable=indicateur.non_calculable,
        page=page,
        lignes=tuple(found[:PAGE]),
        suite=Option(libelle="Page suivante", demande=follows) if len(found) > PAGE else None,
    )


def _line(formule: Formule, ligne: Ligne) -> MarcheCompte:
    columns, facts = ligne.marche or {}, faits(ligne.marche)
    hours = ligne.mesure if formule.de == "heures-insertion" else None
    return MarcheCompte(
        identifiant=ligne.contrat,
        objet=columns.get("objet"),
        titulaires=columns.get("titulaires"),
        date_notification=columns.get("date_notification"),
        montant=facts.get("montant"),
        heures=None if hours is None else Decimal(hours) / CENTIEMES,
        verdict=verdict(formule, facts, mesuree=ligne.mesure is not None),
        inconnues=inconnues(formule, facts),
    )
