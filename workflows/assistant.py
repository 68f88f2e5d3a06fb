"""One question in, one answer out: what every messenger and the terminal call."""

import re
from collections.abc import Callable
from datetime import date

from schemes.faults import DefinitionError
from schemes.following import FollowedDefinition
from schemes.loader import file_of
from schemes.scheme import Scheme
from storage import valeurs
from storage.store import Store
from workflows import indicateurs, noeuds, tableau
from workflows.calcul import detail
from workflows.calcul.comptage import calcules, rattraper
from workflows.canaux import NO_CHANNEL, Canaux
from workflows.clock import paris_today
from workflows.index import Index, Target
from workflows.results import Aide, Choix, Incompris, Option, Reponse, Tableau
from workflows.words import Asked, cut, plain, readable

MAX_LENGTH = 500
"""Characters; a question is shorter, a longer text is something else."""

_HELP = frozenset(
    {"", "aide", "help", "?", "aidez-moi", "bonjour", "merci", "menu", "que sais-tu faire"}
)
_LIST = frozenset(
    {"indicateurs", "indicateur", "liste", "liste des indicateurs", "les indicateurs"}
)

_SHOW = r"(?:(?:montre[rz]?|donne[rz]?|voir)(?:[- ]moi)? )?(?:le )?(?:tableau(?: de bord)?|bilan)"
_LATE = (
    r"(?:qu'est[- ]ce qui|(?:quels sont les |quels |les )?indicateurs?(?: qui)?)(?: est| sont)?"
    r" en retard"
)
_TABLE = re.compile(rf"(?:{_SHOW}|{_LATE})(?: (?:de |d'|en |pour )?([12][0-9]{{3}}))?")
"""« tableau », « montre-moi le tableau de bord 2025 », « quels indicateurs sont en retard »."""


class Assistant:
    """Answers questions about one scheme, from its definition and the store.

    Made for a definition, it first brings the counts kept in the store up to its formulas.
    """

    def __init__(
        self,
        scheme: Scheme,
        store: Store,
        today: Callable[[], date] = paris_today,
        canaux: Canaux = NO_CHANNEL,
    ) -> None:
        self.canaux = canaux
        self.scheme = scheme
        self.store = store
        self.today = today
        self._index = Index(scheme)
        rattraper(store, scheme)

    def answer(self, text: str) -> Reponse:
        """The answer to what a person typed; never raises on what they typed."""
        text = readable(text)
        said = plain(text).strip(" !.?") if len(text) <= MAX_LENGTH else text
        if said in _HELP:
            return self.help()
        if said in _LIST:
            return noeuds.lister(self.scheme)
        if found := _TABLE.fullmatch(said):
            return self._table(int(found[1]) if found[1] else None)
        if wanted := detail.asked(said):
            return self._find(wanted[0], page=wanted[1])
        return self._find(text)

    def understands(self, text: str) -> bool:
        """Whether the text asks something that can be answered."""
        return not isinstance(self.answer(text), Incompris)

    def named(self, text: str) -> tuple[str, ...]:
        """The ids of the indicators that words name: several when they fit several equally."""
        return tuple(found for kind, found in self._index.find(text) if kind == "indicateur")

    def called(self, text: str) -> tuple[str, ...]:
        """The ids of the indicators that bear a text as a name or a code, word for word."""
        return tuple(found for kind, found in self._index.called(text) if kind == "indicateur")

    def suggest(self, text: str) -> str:
        """A sentence with the ids of the nearest indicators."""
        nearest = [found for kind, found in self._index.nearest(text) if kind == "indicateur"]
        return f"Les plus proches : {', '.join(nearest)}."

    def _find(self, text: str, page: int | None = None) -> Reponse:
        """The answer about what a text names; with a page, that of the marchés behind it."""
        if len(text) > MAX_LENGTH:
            return self._not_understood(text[:80] + "…", too_long=True)
        asked = cut(text, self.today())
        targets = self._index.find(asked.text)
        if not targets:
            return self._not_understood(text)
        if len(targets) > 1:
            before = "" if page is None else "détail "
            options = tuple(self._option(t, asked.annees, before) for t in targets[:10])
            return Choix(**self._who(), texte_recu=text, options=options)
        kind, found = targets[0]
        if kind == "noeud":
            return noeuds.decrire(self.scheme, self.scheme.places[found])
        if page is not None:
            return self._detail(found, asked.annees, page)
        return self._indicator(found, asked)

    def _detail(self, found: str, annees: tuple[int, ...], page: int) -> Reponse:
        annee = annees[-1] if annees else None
        with self.store.read() as session:
            indicateur = self.scheme.indicateurs[found]
            return detail.detailler(session, self.scheme, indicateur, annee, page)

    def _table(self, annee: int | None) -> Tableau:
        with self.store.read() as session:
            connus = tableau.connaitre(session, self.scheme)
        year = self.today().year
        return tableau.dresser(self.scheme, annee or self.this_year(), connus, year)

    def this_year(self) -> int:
        """The present year, or the nearest one that the scheme covers."""
        periode = self.scheme.periode
        return min(max(self.today().year, periode.debut), periode.fin)

    def _indicator(self, found: str, asked: Asked) -> Reponse:
        with self.store.read() as session:
            entered = valeurs.by_year(session, self.scheme.id, found)
            computed = calcules(session, self.scheme, self.scheme.indicateurs[found])
        return indicateurs.repondre(
            self.scheme,
            self.scheme.indicateurs[found],
            asked.annees,
            {year: values[-1] for year, values in entered.items()},
            self.today().year,
            asked.refused,
            asked.parties,
            computed=computed,
            replaced={year: values[:-1] for year, values in entered.items()},
        )

    def _not_understood(self, text: str, *, too_long: bool = False) -> Incompris:
        nearest = () if too_long else tuple(self._option(t) for t in self._index.nearest(text))
        return Incompris(**self._who(), texte_recu=text, trop_long=too_long, proches=nearest)

    def help(self) -> Aide:
        """What can be asked."""
        scheme = self.scheme
        first = next(iter(scheme.indicateurs))
        indicateur = "heures-insertion" if "heures-insertion" in scheme.indicateurs else first
        part = scheme.short_name(scheme.place_of[indicateur])
        exemples = (
            Option(libelle="Un indicateur, une année", demande=f"{indicateur} {self.this_year()}"),
            Option(
                libelle="Plusieurs années",
                demande=f"{indicateur} {scheme.periode.debut}-{scheme.periode.fin}",
            ),
            Option(libelle="Une partie du schéma", demande=part),
            Option(libelle="Tous les indicateurs", demande="indicateurs"),
            Option(libelle="Le schéma en un tableau", demande=f"tableau {self.this_year()}"),
        )
        return Aide(
            **self._who(),
            titre=scheme.titre,
            debut=scheme.periode.debut,
            fin=scheme.periode.fin,
            fiche=scheme.fiche.nom,
            exemples=exemples,
        )

    def _option(self, target: Target, annees: tuple[int, ...] = (), before: str = "") -> Option:
        kind, found = target
        if kind == "noeud":
            return noeuds.option(self.scheme.places[found])
        years = (
            f" {annees[0]}-{annees[-1]}" if len(annees) > 1 else "".join(f" {a}" for a in annees)
        )
        name = self.scheme.indicateurs[found].nom_courant
        return Option(libelle=f"{name}{years}", demande=f"{before}{found}{years}")

    def _who(self) -> dict[str, str]:
        return {"scheme": self.scheme.id, "collectivite": self.scheme.collectivite}


class FollowedAssistant:
    """The assistant of a scheme whose definition may change while the bot runs.

    `name` is a shipped scheme's id or a file; a faulty change is told to `on_fault` and changes
    nothing. Raises UnknownSchemeError or DefinitionError when there is no such usable scheme.
    """

    def __init__(
        self,
        name: str,
        store: Store,
        on_fault: Callable[[DefinitionError], None],
        canaux: Canaux = NO_CHANNEL,
    ) -> None:
        self._definition = FollowedDefinition(file_of(name), on_fault)
        self._assistant = Assistant(self._definition.current(), store, canaux=canaux)

    def current(self) -> Assistant:
        """The assistant of the definition as it now is."""
        scheme = self._definition.current()
        if scheme is not self._assistant.scheme:
            known = self._assistant
            self._assistant = Assistant(scheme, known.store, canaux=known.canaux)
        return self._assistant
