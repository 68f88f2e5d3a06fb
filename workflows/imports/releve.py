"""What one record says of a contract, read and checked: the same model for every form of file."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from storage.marches_tables import Contrat, TypeAchat
from workflows.imports import champs as lire
from workflows.imports.champs import Considerations, ValeurImpossibleError
from workflows.imports.enregistrements import Enregistrement

Lue = TypeVar("Lue")

MAX_OBJET = 1000
MAX_CACHED = 64
"""Characters of a field whose reading is kept for the next record."""

_CLAUSE, _CRITERE = ("Clause sociale", "clause_sociale"), ("Critère social", "critere_social")
_AUCUNE = "Pas de considération sociale"
SOCIALES = Considerations(
    "considerationsSociales", (_CLAUSE, _CRITERE, ("Marché réservé", "reserve")), _AUCUNE
)
SOCIALES_CONCESSION = Considerations(
    "considerationsSociales", (_CLAUSE, _CRITERE, ("Concession réservée", "reserve")), _AUCUNE
)
ENVIRONNEMENTALES = Considerations(
    "considerationsEnvironnementales",
    (
        ("Clause environnementale", "clause_environnementale"),
        ("Critère environnemental", "critere_environnemental"),
    ),
    "Pas de considération environnementale",
)
"""Considerations of the DECP schema 2.0.3."""

_DATES = (
    "dateNotificationModification",
    "dateSignatureModification",
    "datePublicationDonneesModification",
)
"""When a modification was made, the surest first."""


class Releve(BaseModel):
    """What a source says of a contract; None is unknown. Units and meanings are `Marche`'s.

    `rang` is the modification it describes, 0 for the contract as first notified or with its
    modifications already applied; only then is `date_notification` known. `actuel` is false
    when the source says that a later row stands. `publie_le` is its last publication.
    """

    model_config = ConfigDict(frozen=True)

    contrat: Contrat
    rang: int = 0
    actuel: bool = True
    publie_le: date | None = None
    date_notification: date | None = None
    objet: str | None = None
    nature: str | None = None
    type_achat: TypeAchat | None = None
    code_cpv: str | None = None
    procedure: str | None = None
    techniques: str | None = None
    modalites: str | None = None
    montant_centimes: int | None = None
    duree_mois: int | None = None
    lieu_code: str | None = None
    lieu_type: str | None = None
    clause_sociale: bool | None = None
    critere_social: bool | None = None
    reserve: bool | None = None
    clause_environnementale: bool | None = None
    critere_environnemental: bool | None = None
    innovant: bool | None = None
    avance: bool | None = None
    sous_traitance: bool | None = None
    offres_recues: int | None = None
    titulaires: tuple[str, ...] = ()
    titulaire_pme: bool | None = None


class Motif(NamedTuple):
    """Why a value was set aside; `champ` None when the whole record was."""

    champ: str | None
    motif: str


class Lu(NamedTuple):
    """A record once read: its identity, as it is and as written, and what it says if usable."""

    acheteur: str
    identifiant: str
    identite: str
    releve: Releve | None
    motifs: list[Motif]


def relever(enregistrement: Enregistrement, today: date) -> Lu:
    """Read a record; what is unusable in it is set aside with its reason, in French."""
    try:
        if isinstance(enregistrement.champs, dict):
            return _Lecture(enregistrement, today).lu()
    except RecursionError:
        pass
    return Lu("", "", "", None, [Motif(None, "l'enregistrement est mal formé")])


class _Lecture:
    """The reading of one record."""

    def __init__(self, enregistrement: Enregistrement, today: date) -> None:
        self._contrat = enregistrement.contrat
        self._champs = enregistrement.champs
        self._today = today
        self._motifs: list[Motif] = []

    def lu(self) -> Lu:
        concession = self._contrat == "concession"
        buyer = self._champs.get("autoriteConcedante" if concession else "acheteur")
        raw_buyer = lire.texte(buyer.get("id") if isinstance(buyer, dict) else buyer)
        raw_id = lire.texte(self._champs.get("id"))
        identite = f"{raw_buyer or '?'} {raw_id or '?'}"[:200]
        try:
            acheteur = lire.acheteur(_needed(raw_buyer, "l'acheteur"))
            identifiant = lire.identifiant(_needed(raw_id, "l'identifiant du marché"))
        except ValeurImpossibleError as error:
            return Lu("", (raw_id or "")[:64], identite, None, [Motif(None, str(error))])
        try:
            releve = self._releve(concession)
        except ValeurImpossibleError as error:
            return Lu(acheteur, identifiant, identite, None, [Motif(None, str(error))])
        return Lu(acheteur, identifiant, identite, releve, self._motifs)

    def _releve(self, concession: bool) -> Releve:
        rang = self._un("modification_id", lire.rang) or 0
        modifications = self._modifications()
        code_cpv = self._un("codeCPV", lire.cpv)
        nature = self._un("nature", lire.court)
        lieu = self._champs.get("lieuExecution")
        lieu = lieu if isinstance(lieu, dict) else {}
        return Releve(
            contrat=self._contrat,
            rang=rang,
            actuel=self._un("donneesActuelles", lire.oui_non) is not False,
            publie_le=self._publie_le(modifications),
            date_notification=self._notification(concession, rang),
            objet=(lire.texte(self._champs.get("objet")) or "")[:MAX_OBJET] or None,
            nature=nature,
            type_achat=_type_achat(code_cpv, nature if concession else None),
            code_cpv=code_cpv,
            procedure=self._un("procedure", lire.procedure),
            techniques=self._plusieurs("techniques"),
            modalites=self._plusieurs("modalitesExecution"),
            montant_centimes=self._dernier(
                modifications, "valeurGlobale" if concession else "montant", lire.centimes
            ),
            duree_mois=self._dernier(modifications, "dureeMois", lire.mois),
            lieu_code=_cut(lieu.get("code"), 20),
            lieu_type=_cut(lieu.get("typeCode"), 40),
            innovant=self._un("marcheInnovant", lire.oui_non),
            avance=self._un("attributionAvance", lire.oui_non),
            sous_traitance=self._un("sousTraitanceDeclaree", lire.oui_non),
            offres_recues=self._un("offresRecues", lire.offres),
            titulaires=_titulaires(modifications, concession),
            titulaire_pme=_pme(self._champs.get("titulaire_categorie")),
            **self._considerations(concession),
        )

    def _un(self, nom: str, lecture: Callable[[str], Lue], source: Any = None) -> Lue | None:
        """A field by its name; None, with its reason kept, when it cannot be true."""
        raw = (self._champs if source is None else source).get(nom)
        if raw is None:
            return None
        short = isinstance(raw, bool) or (isinstance(raw, str) and len(raw) <= MAX_CACHED)
        lue = _lue if short else _lue.__wrapped__
        value, motif = lue(lecture, raw)
        if motif:
            self._motifs.append(Motif(nom, motif))
        return cast("Lue | None", value)

    def _notification(self, concession: bool, rang: int) -> date | None:
        """The day of the contract; that of a modification is only checked, when it is said."""
        nom = "dateSignature" if concession else "dateNotification"
        what = "la date de signature" if concession else "la date de notification"
        said = lire.texte(self._champs.get(nom))
        if rang and said is None:
            return None
        found = lire.notification(_needed(said, what), self._today)
        return None if rang else found

    def _modifications(self) -> list[dict[str, Any]]:
        """The record then its modifications that can be, in the order of their ranks."""
        found = lire.objets(self._champs.get("modifications"), "modification")
        ranked = [(self._un("id", lire.rang, item) or 0, item) for item in found]
        usable = sorted((pair for pair in ranked if self._a_eu_lieu(*pair)), key=itemgetter(0))
        return [self._champs, *(item for _, item in usable)]

    def _a_eu_lieu(self, rang: int, modification: dict[str, Any]) -> bool:
        """Whether the first date of a modification can be, or it has none; if not, says why."""
        said = next(filter(None, (lire.texte(modification.get(d)) for d in _DATES)), None)
        try:
            return said is None or bool(lire.notification(said, self._today))
        except ValeurImpossibleError as error:
            self._motifs.append(Motif("modifications", f"{error} (modification {rang})"))
            return False

    def _dernier(
        self, modifications: list[dict[str, Any]], nom: str, lecture: Callable[[str], Lue]
    ) -> Lue | None:
        """A field as the last modification that gives it leaves it."""
        values = [self._un(nom, lecture, item) for item in modifications]
        return next((value for value in reversed(values) if value is not None), None)

    def _publie_le(self, modifications: list[dict[str, Any]]) -> date | None:
        days = [
            self._publication(nom, item)
            for item in modifications
            for nom in ("datePublicationDonnees", "datePublicationDonneesModification")
        ]
        return max((day for day in days if day is not None), default=None)

    def _publication(self, nom: str, item: dict[str, Any]) -> date | None:
        day = self._un(nom, lire.jour, item)
        if day is None or day <= self._today:
            return day
        self._motifs.append(Motif(nom, f"la date « {day} » est dans le futur"))
        return None

    def _plusieurs(self, nom: str) -> str | None:
        known = [text for text in lire.textes(self._champs.get(nom)) if not lire.inconnu(text)]
        return " ; ".join(known)[:MAX_OBJET] or None

    def _considerations(self, concession: bool) -> dict[str, bool | None]:
        found: dict[str, bool | None] = {}
        for among in (SOCIALES_CONCESSION if concession else SOCIALES, ENVIRONNEMENTALES):
            try:
                found |= lire.considerations(lire.textes(self._champs.get(among.champ)), among)
            except ValeurImpossibleError as error:
                self._motifs.append(Motif(among.champ, str(error)))
        return found


@lru_cache(maxsize=20_000)
def _lue(lecture: Callable[[str], object], raw: Any) -> tuple[object, str | None]:
    """What a field says, or why it cannot be; kept, for the same few values come back."""
    if raw and isinstance(raw, list | dict):
        return None, "une liste ou un objet tient la place d'une valeur"
    text = lire.texte(raw)
    try:
        return (None if text is None else lecture(text)), None
    except ValeurImpossibleError as error:
        return None, str(error)


def _needed(text: str | None, what: str) -> str:
    if text is None:
        raise ValeurImpossibleError(f"{what} manque")
    return text


def _cut(value: Any, length: int) -> str | None:
    text = lire.texte(value)
    return text[:length] if text else None


def _type_achat(code_cpv: str | None, nature_concession: str | None) -> TypeAchat | None:
    if code_cpv:
        return lire.type_achat(code_cpv)
    return lire.type_de_concession(nature_concession) if nature_concession else None


def _titulaires(modifications: list[dict[str, Any]], concession: bool) -> tuple[str, ...]:
    """The holders as the last modification that names some leaves them: « SIRET 123… »."""
    several, one = (
        ("concessionnaires", "concessionnaire") if concession else ("titulaires", "titulaire")
    )
    for item in reversed(modifications):
        named = [
            f"{lire.texte(holder.get('typeIdentifiant')) or '?'} {number}"[:80]
            for holder in lire.objets(item.get(several), one)
            if (number := lire.texte(holder.get("id")))
        ]
        if named:
            return tuple(dict.fromkeys(named))
    return ()


def _pme(value: Any) -> bool | None:
    """Whether a holder is a PME, in the INSEE's categories (PME, ETI, GE)."""
    text = lire.texte(value)
    return text == "PME" if text in ("PME", "ETI", "GE") else None
