"""Who works here."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Someone of the workspace: a stable id, the name people type, and who they are."""

    id: str
    name: str
    real_name: str
    title: str

    @property
    def email(self) -> str:
        """Give the address under which `users.lookupByEmail` finds them."""
        return f"{self.name}@exemple.fr"


class People:
    """The people of a workspace."""

    def __init__(self, profiles: list[Profile]) -> None:
        self._profiles = list(profiles)

    def __iter__(self) -> Iterator[Profile]:
        return iter(self._profiles)

    def find(self, id_or_name: str) -> Profile:
        """Find someone by id or by name; raises `KeyError` when nobody has it."""
        for profile in self._profiles:
            if id_or_name in (profile.id, profile.name):
                return profile
        raise KeyError(id_or_name)

    @classmethod
    def default(cls) -> "People":
        """Give the five people one meets around a public purchase."""
        return cls(
            [
                Profile("U0ALICE01", "alice", "Alice Martin", "Acheteuse"),
                Profile("U0PAUL001", "paul", "Paul Le Goff", "Pilote d’action"),
                Profile("U0HELENE1", "helene", "Hélène Carré", "Élue"),
                Profile("U0KARIM01", "karim", "Karim Benali", "Membre du comité de revue"),
                Profile("U0CLAIRE1", "claire", "Claire Dubois", "Coordinatrice du SPASER"),
            ]
        )
