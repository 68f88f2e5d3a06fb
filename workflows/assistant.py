"""One question in, one answer out: what every messenger and the terminal call."""

from collections.abc import Callable
from datetime import date

from schemes.faults import DefinitionError
from schemes.following import FollowedDefinition
from schemes.loader import file_of
from schemes.scheme import Scheme
from storage import valeurs
from storage.store import Store
from workflows import indicateurs, noeuds
from workflows.clock import paris_today
from workflows.index import Index, Target
from workflows.results import Aide, Choix, Incompris, Option, Reponse
from workflows.words import cut, plain, readable

MAX_LENGTH = 500
"""Characters; a question is shorter, a longer text is something else."""

_HELP = frozenset({"", "aide", "help", "?", "aidez-moi", "bonjour", "menu", "que sais-tu faire"})
_LIST = frozenset(
    {"indicateurs", "indicateur", "liste", "liste des indicateurs", "les indicateurs"}
)


class Assistant:
    """Answers questions about one scheme, from its definition and the store."""

    def __init__(
        self, scheme: Scheme, store: Store, today: Callable[[], date] = paris_today
    ) -> None:
        self.scheme = scheme
        self.store = store
        self.today = today
        self._index = Index(scheme)

    def answer(self, text: str) -> Reponse:
        """The answer to what a person typed; never raises on what they typed."""
        text = readable(text)
        said = plain(text).strip(" !.?") if len(text) <= MAX_LENGTH else text
        if said in _HELP:
            return self.help()
        if said in _LIST:
            return noeuds.lister(self.scheme)
        return self._find(text)

    def understands(self, text: str) -> bool:
        """Whether the text asks something that can be answered."""
        return not isinstance(self.answer(text), Incompris)

    def suggest(self, text: str) -> str:
        """A sentence with the ids of the nearest indicators."""
        nearest = [found for kind, found in self._index.nearest(text) if kind == "indicateur"]
        return f"Les plus proches : {', '.join(nearest)}."

    def _find(self, text: str) -> Reponse:
        if len(text) > MAX_LENGTH:
            return self._not_understood(text[:80] + "…", too_long=True)
        asked = cut(text, self.today())
        targets = self._index.find(asked.text)
        if not targets:
            return self._not_understood(text)
        if len(targets) > 1:
            options = tuple(self._option(target, asked.annees) for target in targets[:10])
            return Choix(**self._who(), texte_recu=text, options=options)
        kind, found = targets[0]
        if kind == "noeud":
            return noeuds.decrire(self.scheme, self.scheme.places[found])
        return self._indicator(found, asked.annees, asked.refused)

    def _indicator(self, found: str, annees: tuple[int, ...], refused: tuple[str, ...]) -> Reponse:
        with self.store.read() as session:
            entered = valeurs.current(session, self.scheme.id, found)
        return indicateurs.repondre(
            self.scheme,
            self.scheme.indicateurs[found],
            annees,
            entered,
            self.today().year,
            refused,
        )

    def _not_understood(self, text: str, *, too_long: bool = False) -> Incompris:
        nearest = () if too_long else tuple(self._option(t) for t in self._index.nearest(text))
        return Incompris(**self._who(), texte_recu=text, trop_long=too_long, proches=nearest)

    def help(self) -> Aide:
        """What can be asked."""
        scheme = self.scheme
        first = next(iter(scheme.indicateurs))
        indicateur = "heures-insertion" if "heures-insertion" in scheme.indicateurs else first
        year = min(max(self.today().year, scheme.periode.debut), scheme.periode.fin)
        part = scheme.short_name(scheme.place_of[indicateur])
        exemples = (
            Option(libelle="Un indicateur, une année", demande=f"{indicateur} {year}"),
            Option(
                libelle="Plusieurs années",
                demande=f"{indicateur} {scheme.periode.debut}-{scheme.periode.fin}",
            ),
            Option(libelle="Une partie du schéma", demande=part),
            Option(libelle="Tous les indicateurs", demande="indicateurs"),
        )
        return Aide(
            **self._who(),
            titre=scheme.titre,
            debut=scheme.periode.debut,
            fin=scheme.periode.fin,
            exemples=exemples,
        )

    def _option(self, target: Target, annees: tuple[int, ...] = ()) -> Option:
        kind, found = target
        if kind == "noeud":
            return noeuds.option(self.scheme.places[found])
        years = (
            f" {annees[0]}-{annees[-1]}" if len(annees) > 1 else "".join(f" {a}" for a in annees)
        )
        name = self.scheme.indicateurs[found].nom_courant
        return Option(libelle=f"{name}{years}", demande=f"{found}{years}")

    def _who(self) -> dict[str, str]:
        return {"scheme": self.scheme.id, "collectivite": self.scheme.collectivite}


class FollowedAssistant:
    """The assistant of a scheme whose definition may change while the bot runs.

    `name` is a shipped scheme's id or a file; a faulty change is told to `on_fault` and changes
    nothing. Raises UnknownSchemeError or DefinitionError when there is no such usable scheme.
    """

    def __init__(
        self, name: str, store: Store, on_fault: Callable[[DefinitionError], None]
    ) -> None:
        self._definition = FollowedDefinition(file_of(name), on_fault)
        self._assistant = Assistant(self._definition.current(), store)

    def current(self) -> Assistant:
        """The assistant of the definition as it now is."""
        scheme = self._definition.current()
        if scheme is not self._assistant.scheme:
            self._assistant = Assistant(scheme, self._assistant.store)
        return self._assistant
