"""Units that a staff list names and the agency does not have: which to make, and below what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.org.units import DEEPEST
from app.staffing.rows import StaffRow


@dataclass(frozen=True)
class KnownUnit:
    """`depth`: 1 at the top; `first_day`: None since ever."""

    code: str
    name: str
    depth: int
    first_day: date | None
    is_closed: bool


@dataclass
class NewUnit:
    code: str
    name: str
    parent: str
    depth: int = 0


class UnitPlan:
    """Codes are compared without regard to capitals. Only a row with a parent's code makes a unit:
    else a slip of the pen in a code would."""

    def __init__(self, known: Mapping[str, KnownUnit]) -> None:
        self.known = known
        self._named: dict[str, str] = {}
        for unit in known.values():
            name = unit.name.casefold()
            self._named[name] = "" if name in self._named else unit.code
        self._said: dict[str, NewUnit] = {}
        self._faults: dict[str, str] = {}

    def name(self, row: StaffRow) -> None:
        """A unit without a code is found by a name that only one has."""
        if not row.unit and row.unit_name:
            row.unit = self._named.get(row.unit_name.casefold()) or row.unit_name[:40]

    def note(self, row: StaffRow) -> None:
        """What a row says of its unit."""
        self.name(row)
        code = row.unit.casefold()
        if not code or code in self.known or not row.parent:
            return
        said = self._said.setdefault(code, NewUnit(row.unit, row.unit_name, row.parent))
        said.name = said.name or row.unit_name
        if said.parent.casefold() != row.parent.casefold():
            self._faults[code] = "staffing.unit-parents"

    def settle(self) -> None:
        """After the last row: how deep each lies, and what cannot be made."""
        for code, unit in self._said.items():
            unit.depth = self._depth(code, ())
            if code in self._faults:
                continue
            if unit.depth == 0:
                self._faults[code] = "staffing.unit-parent-unknown"
            elif unit.depth > DEEPEST:
                self._faults[code] = "staffing.unit-deep"
            elif not unit.name:
                self._faults[code] = "staffing.unit-name-missing"
        # Nothing can be made below what is not made.
        for code in sorted(self._said, key=lambda one: self._said[one].depth):
            if self._said[code].parent.casefold() in self._faults:
                self._faults.setdefault(code, "staffing.unit-parent-unknown")

    def _depth(self, code: str, below: tuple[str, ...]) -> int:
        """0 where no way leads to a unit that there is."""
        if found := self.known.get(code):
            return 0 if found.is_closed else found.depth
        if code in below or code not in self._said or len(below) > DEEPEST:
            return 0
        depth = self._depth(self._said[code].parent.casefold(), (*below, code))
        return depth + 1 if depth else 0

    def code_of(self, code: str) -> str:
        """As the agency or the first row writes it."""
        found = self.known.get(code.casefold()) or self._said.get(code.casefold())
        return found.code if found else code

    def fault_of(self, code: str, day: date) -> str:
        """ "" for a unit that there is on `day`, or that will be made."""
        small = code.casefold()
        if found := self.known.get(small):
            if found.first_day and day < found.first_day:
                return "staffing.unit-later"
            return "staffing.unit-closed" if found.is_closed else ""
        if small not in self._said:
            return "staffing.unit-unknown"
        return self._faults.get(small, "")

    def to_make(self, wanted: Iterable[str]) -> list[NewUnit]:
        """Of the codes that rows without fault need, with those above them; parents first."""
        codes: set[str] = set()
        for code in wanted:
            small = code.casefold()
            while small in self._said and small not in codes:
                codes.add(small)
                small = self._said[small].parent.casefold()
        return sorted((self._said[one] for one in codes), key=lambda unit: (unit.depth, unit.code))
