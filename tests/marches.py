"""Marchés and hours put in a store for tests, as an import would leave them."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from schemes.scheme import Scheme
from storage.marches_tables import HeuresInsertion, Import, Marche
from storage.store import Store
from workflows.calcul.comptage import recalculer


def add_marches(store: Store, scheme: Scheme, annee: int, *marches: dict[str, Any]) -> None:
    """Marchés notified in a year, by what is known of them; identifiers go on from one another."""
    with store.write() as session:
        known = len(session.exec(select(Marche.id)).all())
        for rank, columns in enumerate(marches, start=known + 1):
            session.add(marche(scheme, annee, rank, **columns))
        session.flush()
        recalculer(session, scheme, [annee])


def marche(scheme: Scheme, annee: int, rank: int, **columns: Any) -> Marche:
    """A marché of which only what is given is known."""
    given = {
        "scheme": scheme.id,
        "acheteur": "22400001800016",
        "identifiant": f"{annee}M{rank:03}",
        "contrat": "marche",
        "objet": f"Objet {rank}",
        "date_notification": date(annee, 3, 1),
        "annee": annee,
        **columns,
    }
    return Marche(**given)


def add_hours(store: Store, scheme: Scheme, annee: int, **hours: str) -> None:
    """Hours worked in a year, by contract."""
    with store.write() as session:
        source = _import(session, scheme)
        for ligne, (contrat, worked) in enumerate(hours.items(), start=2):
            session.add(
                HeuresInsertion(
                    scheme=scheme.id,
                    import_id=source.numero,
                    ligne=ligne,
                    marche=contrat,
                    annee=annee,
                    debut=date(annee, 1, 1),
                    fin=date(annee, 12, 31),
                    public="total",
                    centiemes=int(Decimal(worked) * 100),
                )
            )
        session.flush()
        recalculer(session, scheme, [annee])


def _import(session: Session, scheme: Scheme) -> Import:
    rank = len(session.exec(select(Import.id)).all())
    source = Import(
        scheme=scheme.id, genre="heures", fichier="h.csv", empreinte=str(rank), auteur="Test"
    )
    session.add(source)
    session.flush()
    return source
