"""What a person may be on a day, and where; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Grant(NamedTuple):
    """`unit_id`: holds for this unit and those below it; `only_own`: for the own courses."""

    role: str
    unit_id: int | None
    only_own: bool

    @property
    def is_everywhere(self) -> bool:
        return self.unit_id is None and not self.only_own


@dataclass(frozen=True)
class Grants:
    """`day` is None for a person who was not found as an actor: then nothing is held."""

    day: date | None = None
    held: frozenset[Grant] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.held)

    def is_everywhere(self, *roles: str) -> bool:
        return any(grant.is_everywhere for grant in self.held if grant.role in roles)

    def units(self, *roles: str) -> frozenset[int]:
        """Roots of the subtrees in which one of the roles holds."""
        return frozenset(
            grant.unit_id for grant in self.held if grant.role in roles and grant.unit_id
        )


NOTHING = Grants()


def grants_of(rows: Iterable[tuple[str, int | None, bool]], day: date) -> Grants:
    """A unit narrows an officer alone: for another role such a row gives nothing."""
    held = (Grant(role, unit_id, only_own) for role, unit_id, only_own in rows)
    return Grants(day, frozenset(one for one in held if not one.unit_id or one.role == "officer"))
