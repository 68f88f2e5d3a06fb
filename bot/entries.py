"""What is offered around the values that people enter: a window for the next one, what else."""

from bot import french
from workflows.campagne.messages import suite_de
from workflows.campagne.results import ASaisir, Campagne
from workflows.results import Option, Resultat


def entry(asked: ASaisir) -> Option:
    """What asks for a value, beside the last known one and the target of its year."""
    unit = f", en {asked.unite}" if asked.unite else ""
    known, cible = asked.precedente, asked.cible
    before = f" ({known.annee} : {french.amount(known.valeur, asked.unite)})" if known else ""
    aimed = f" Cible : {french.target(cible, asked.unite)}." if cible else ""
    return Option(
        libelle="Saisir la valeur",
        demande=f"saisir {asked.indicateur} {asked.annee}",
        saisie=f"{asked.nom} {asked.annee}{unit}{before}.{aimed} "
        "Après « : », d'où elle vient. Ou « passer ».",
        joindre=True,
    )


def following(done: Resultat) -> Option | None:
    """What asks for the next value of a campaign, once something was done; None at its end."""
    campagne = suite_de(done)
    return entry(campagne.demandee) if campagne and campagne.demandee else None


def beside(campagne: Campagne) -> tuple[Option, ...]:
    """What may be done of the value that a campaign asks for; at its end, what else waits."""
    asked, annee = campagne.demandee, campagne.annee
    if asked is None:
        again = [annee] if campagne.restent else []
        return tuple(
            Option(libelle=f"Valeurs à saisir {year}", demande=f"valeurs à saisir {year}")
            for year in (*again, *campagne.autres)
        )
    return (
        entry(asked),
        Option(libelle="Passer", demande=f"passer {asked.indicateur} {annee}"),
        Option(
            libelle="Ce n'est pas moi",
            demande=f"pas moi {asked.numero} :",
            saisie="À qui cela revient-il ?",
        ),
        Option(libelle="Arrêter", demande=f"arrêter la campagne {annee}"),
    )
