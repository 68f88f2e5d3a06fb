"""What importing answers: plain typed results that know no messenger."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from storage.marches_tables import GenreImport
from workflows.results import Resultat

MAX_ECARTES = 1000
"""Lines set aside that a report carries; the store keeps all of them."""


class LigneEcartee(BaseModel):
    """What was set aside: the line of the file, the marché as written, the reason in French.

    `champ` names the value set aside; None when the whole record was.
    """

    model_config = ConfigDict(frozen=True)

    ligne: int
    marche: str | None
    champ: str | None
    motif: str


class RapportImport(Resultat):
    """What an import did. Each of the `lus` records is counted once: see `Import`.

    `deja` says that the same file was imported before: nothing was done again, and what it had
    added or changed is unchanged. `ecartes` holds the first lines set aside, in the order of the
    file. `annees` are the years whose figures may have changed.
    """

    type: Literal["import"] = "import"
    numero: int
    genre: GenreImport
    fichier: str
    deja: bool
    lus: int
    ajoutes: int
    mis_a_jour: int
    inchanges: int
    regroupes: int
    hors_perimetre: int
    enregistrements_ecartes: int
    ecartes: tuple[LigneEcartee, ...]
    ecartes_total: int
    annees: tuple[int, ...]


class LigneImport(BaseModel):
    """An import as a list shows it; `annule_le` when it was taken back."""

    model_config = ConfigDict(frozen=True)

    numero: int
    genre: GenreImport
    fichier: str
    auteur: str
    importe_le: datetime
    lus: int
    ajoutes: int
    mis_a_jour: int
    annule_le: datetime | None
    annule_par: str | None


class ListeImports(Resultat):
    """Every import of a scheme, the last first."""

    type: Literal["imports"] = "imports"
    imports: tuple[LigneImport, ...]


class Annulation(Resultat):
    """An import taken back: the store is as if it had never been."""

    type: Literal["annulation"] = "annulation"
    numero: int
    genre: GenreImport
    fichier: str
