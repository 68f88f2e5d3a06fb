"""Where a dossier is, what can be done with it there, and by whom: one table.

An action takes a dossier from some states to another one, or leaves it where it is. Whoever asks
is known by what they are to that dossier (`Qualite`), not by their name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from storage.tables import EtatDossier
from workflows.revue.routage import Destination
from workflows.roles import VISA

Action = Literal[
    "soumettre",
    "demander-visas",
    "inscrire",
    "viser",
    "signaler",
    "donner-avis",
    "demander-complement",
    "completer",
    "valider",
    "reorienter",
    "rejeter",
    "ajourner",
    "reinscrire",
    "reprendre",
    "lancer",
    "notifier",
    "declarer-infructueux",
    "abandonner",
    "faire-bilan",
]
"""What can be done with a dossier."""

Qualite = Literal["redacteur", "viseur", "membre", "decideur", "commande-publique", "bot"]
"""What someone is to a dossier: they write it, may give one of its visas, sit where it is
decided, may record that decision, belong to the commande publique; or the bot itself."""


@dataclass(frozen=True)
class Obstacle:
    """Why not: it is one's own dossier, one has no right to it, the dossier is elsewhere."""

    raison: Literal["soi", "droit", "etat"]


@dataclass(frozen=True)
class Transition:
    """An action: from which states, to which one (None: it stays), by whom.

    `sur_le_sien` tells whether those who write the dossier may do it.
    """

    depuis: frozenset[EtatDossier]
    vers: EtatDossier | None
    par: frozenset[Qualite]
    sur_le_sien: bool = False


def _from(*etats: EtatDossier) -> frozenset[EtatDossier]:
    return frozenset(etats)


def _by(*qualites: Qualite) -> frozenset[Qualite]:
    return frozenset(qualites)


_UNDECIDED = _from("en-visa", "inscrit", "a-completer", "ajourne")
_FINAL = _from("notifie", "abandonne")
_DECIDES = _by("decideur")
_FOLLOWS = _by("redacteur", "commande-publique")

TRANSITIONS: dict[Action, Transition] = {
    "soumettre": Transition(_from("brouillon"), "soumis", _by("redacteur"), True),
    "demander-visas": Transition(_from("soumis"), "en-visa", _by("bot")),
    "inscrire": Transition(_from("soumis", "en-visa"), "inscrit", _by("bot")),
    "viser": Transition(_UNDECIDED, None, _by("viseur")),
    "signaler": Transition(_UNDECIDED, None, _by("commande-publique")),
    "donner-avis": Transition(_UNDECIDED - {"en-visa"}, None, _by("membre")),
    "demander-complement": Transition(_from("inscrit"), "a-completer", _by("membre", "decideur")),
    "completer": Transition(_from("a-completer"), "inscrit", _by("redacteur"), True),
    "valider": Transition(_from("inscrit"), "valide", _DECIDES),
    "reorienter": Transition(_from("inscrit"), "reoriente", _DECIDES),
    "rejeter": Transition(_from("inscrit"), "defavorable", _DECIDES),
    "ajourner": Transition(_from("inscrit"), "ajourne", _DECIDES),
    "reinscrire": Transition(_from("ajourne"), "inscrit", _by("decideur", "commande-publique")),
    "reprendre": Transition(
        _from("a-completer", "reoriente", "defavorable", "infructueux"),
        "brouillon",
        _by("redacteur"),
        True,
    ),
    "lancer": Transition(_from("valide"), "lance", _FOLLOWS, True),
    "notifier": Transition(_from("lance"), "notifie", _FOLLOWS, True),
    "declarer-infructueux": Transition(_from("lance"), "infructueux", _FOLLOWS, True),
    "abandonner": Transition(
        frozenset(get_args(EtatDossier)) - _FINAL, "abandonne", _FOLLOWS, True
    ),
    "faire-bilan": Transition(_from("notifie"), None, _by("redacteur"), True),
}

DECISIONS: dict[str, Action] = {
    "valide": "valider",
    "reoriente": "reorienter",
    "defavorable": "rejeter",
    "ajourne": "ajourner",
}
"""The decisions that people name, and the action each one is."""


def qualites(
    roles: Iterable[str], *, redacteur: bool, vers: Destination | None, visas: Iterable[str]
) -> frozenset[Qualite]:
    """What someone with these roles is to a dossier that goes to `vers` and asks these visas.

    The comité decides on what is sent to it, the commande publique on the rest.
    """
    held = set(roles)
    found: set[Qualite] = set()
    if redacteur:
        found.add("redacteur")
    if held & {f"{VISA}{visa}" for visa in visas}:
        found.add("viseur")
    if "commande-publique" in held:
        found.add("commande-publique")
    if vers == "comite":
        found |= {"membre"} if "comite" in held else set()
        found |= {"decideur"} if "decideur" in held else set()
    elif vers == "commande-publique" and "commande-publique" in held:
        found |= {"membre", "decideur"}
    return frozenset(found)


def juger(action: Action, etat: EtatDossier, held: frozenset[Qualite]) -> EtatDossier | Obstacle:
    """The state that follows when someone acts on a dossier, or what stands in the way."""
    transition = TRANSITIONS[action]
    if "redacteur" in held and not transition.sur_le_sien:
        return Obstacle("soi")
    if not held & transition.par:
        return Obstacle("droit")
    if etat not in transition.depuis:
        return Obstacle("etat")
    return transition.vers or etat


def possibles(etat: EtatDossier, held: frozenset[Qualite]) -> tuple[Action, ...]:
    """What someone can do with a dossier now."""
    return tuple(
        action for action in TRANSITIONS if not isinstance(juger(action, etat, held), Obstacle)
    )


def visible(
    roles: Iterable[str],
    held: frozenset[Qualite],
    *,
    vers: Destination | None,
    meme_direction: bool,
) -> bool:
    """Whether a person may see a dossier; one never sent is seen by those who write it only.

    The commande publique and the coordinator see every dossier sent, the élus those that go to
    the comité, a direction its own.
    """
    if "redacteur" in held:
        return True
    if vers is None:
        return False
    wide = {"commande-publique", "coordinateur"} & set(roles)
    elected = vers == "comite" and "elu" in roles
    return bool(held or wide or elected or meme_direction)
