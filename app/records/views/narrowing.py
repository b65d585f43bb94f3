"""How the address narrows the queue, and what its pages carry along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.certificates import queries as certificates
from app.org.tree import UnitRow, reached_tree
from app.records.queue import Place, Reader, Wanted
from app.records.views.base import today
from app.reference import queries as reference
from app.reference.models import ActivityForm
from app.web.input import YEARS, read_id, read_moment


@dataclass(frozen=True)
class Narrowed:
    """`address`: what the address of the same list holds; the rest is there to choose from."""

    wanted: Wanted
    unit: int | None
    address: Mapping[str, Any]
    units: list[tuple[UnitRow, int]]

    @property
    def forms(self) -> list[ActivityForm]:
        return list(reference.forms())


def read_reader() -> Reader:
    """Once a request: its conditions are put together from the same parts."""
    if "queue_reader" not in g:
        g.queue_reader = Reader(current_person, today())
    found: Reader = g.queue_reader
    return found


def read_narrowed() -> Narrowed:
    if "queue_narrowed" not in g:
        g.queue_narrowed = _read()
    found: Narrowed = g.queue_narrowed
    return found


def _read() -> Narrowed:
    fields = request.values
    tree = reached_tree(current_person) if is_officer(current_person) else None
    unit = fields.get("unit", type=read_id)
    if tree is None or unit is None or tree.find(unit) is None:
        unit = None
    year = fields.get("year", type=int)
    wanted = Wanted(
        form=fields.get("form", type=read_id),
        units=tree.below(unit) if tree and unit else None,
        provider=fields.get("provider", "").strip()[:200],
        words=fields.get("q", "").strip()[:200],
        year=year if year in YEARS else None,
        first=fields.get("waits") == "supervisor" and is_officer(current_person),
    )
    values = {
        "form": wanted.form,
        "unit": unit,
        "provider": wanted.provider,
        "q": wanted.words,
        "year": wanted.year,
        "waits": "supervisor" if wanted.first else None,
    }
    address = {name: value for name, value in values.items() if value}
    return Narrowed(wanted, unit, address, list(tree.all_in_order()) if tree else [])


def place_of(fields: Mapping[str, str]) -> Place | None:
    """Behind what the list goes on; None for its beginning."""
    try:
        return read_moment(fields["after_key"]), read_id(fields["after"])
    except (KeyError, ValueError):
        return None


def count_done() -> int:
    """How many were decided one after the other."""
    return max(0, min(request.values.get("done", 0, type=int), 9999))


def tabs_around() -> dict[str, object]:
    """What the tabs above an officer's lists say."""
    if not is_officer(current_person):
        return {}
    return {"count_waiting": certificates.count_open_requests(current_person)}
