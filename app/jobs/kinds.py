"""What kinds of job there are: the features' functions and words, in the table of `app/wiring.py`.

A job's function does what takes long outside any transaction, and answers with the step that ends
it: called in one transaction together with the job's own end, so that its work is done once or not
at all, wherever its process is killed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from app.jobs.actions import Ticket
from app.jobs.models import Job, Result
from app.kit.progress import Tell

Finish = Callable[[], Result]
Work = Callable[[Ticket, Tell], Finish]
# Words of true numbers: “12 of 40 pages”.
Count = Callable[[int, int], str]
# An active person of this id with the roles of the moment; the room above knows how.
FindActor = Callable[[int, datetime], Any | None]


@dataclass(frozen=True)
class Step:
    """A part of a job that its owner is told of; `title` is translated when it is shown."""

    title: object
    count: Count | None = None


@dataclass(frozen=True)
class Way:
    """The page where something told can be mended. `title` takes the note's params; `values` names
    those of them that the page's address needs."""

    title: object
    endpoint: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """`may`: whose jobs are done, and who may still see the result, should its owner have lost a
    role since; what `is_owed` is done all the same. `subject`: what a job is about, in its reader's
    language. `back`: the address that its page leads back to. `ways`: by the codes of notes."""

    work: Work
    title: object
    may: Callable[[Any], bool]
    steps: Mapping[str, Step] = field(default_factory=dict)
    subject: Callable[[Job], str] = attrgetter("subject")
    back: Callable[[Job], str] = attrgetter("back")
    ways: Mapping[str, Way] = field(default_factory=dict)
    # Only reads, or can be done again without harm: an administrator may start one again that
    # failed.
    is_repeatable: bool = False
    # Carries out what was decided and saved while the right was there.
    is_owed: bool = False


_kinds: Mapping[str, Kind] = {}


def _nobody(_person_id: int, _at: datetime) -> None:
    return None


_find_actor: FindActor = _nobody


def connect(kinds: Mapping[str, Kind], find_actor: FindActor) -> None:
    # One table per process, set once by the factory.
    global _kinds, _find_actor
    _kinds, _find_actor = kinds, find_actor


def may_do(kind: Kind, person_id: int, *, at: datetime) -> bool:
    person = _find_actor(person_id, at)
    return person is not None and kind.may(person)


def kind_of(name: str) -> Kind | None:
    """None for one that this release knows no more."""
    return _kinds.get(name)
