"""What waits for whoever verifies, and what they see of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, literal_column, or_, select, tuple_

from app.accounts.models import Person
from app.accounts.policies import is_officer, is_supervisor
from app.accounts.reach import reaches
from app.db import db
from app.kit import clock
from app.org import lines
from app.org.models import Membership, Unit
from app.org.queries import valid_on
from app.records.models import Activity, Evidence, Verification
from app.reference.models import ActivityForm

PAGE_SIZE = 25
MOST_AT_ONCE = 100
# So long a supervisor is waited for, where both decide.
SUPERVISORS_TIME = timedelta(days=7)
Place = tuple[datetime | None, int]
# As the partial index has it: a value that is bound would hide it.
IS_PROPOSED = Activity.state == literal_column("'proposed'")
PLACE = (Activity.proposed_at, Activity.id)


@dataclass(frozen=True)
class Reader:
    """Who verifies, on `day` of their agency. Also who is both: officers decide on whom they look
    after, supervisors on the rest of their team."""

    person: Person
    day: date

    @cached_property
    def looks_after(self) -> ColumnElement[bool]:
        """As an officer."""
        return reaches(self.person, Activity.person_id) if is_officer(self.person) else false()

    @cached_property
    def leads(self) -> ColumnElement[bool]:
        if not is_supervisor(self.person):
            return false()
        team = lines.team_ids(self.person.id, self.day)
        return Activity.person_id.in_(select(team.c.person_id))

    @property
    def sees(self) -> ColumnElement[bool]:
        """What others have sent; a course done here was never decided on."""
        return and_(
            or_(self.looks_after, self.leads),
            Activity.person_id != self.person.id,
            Activity.completion_id.is_(None),
            Activity.state != "draft",
        )

    @property
    def decides_on(self) -> ColumnElement[bool]:
        """Officers also on what waits for a supervisor still."""
        for_leaders = Activity.waits_for.in_(("supervisor", "either"))
        return and_(
            IS_PROPOSED,
            Activity.person_id != self.person.id,
            or_(self.looks_after, and_(self.leads, for_leaders)),
        )


@dataclass(frozen=True)
class Wanted:
    """How the queue is narrowed; None and "" for any. `units`: those below the one chosen; `words`:
    of a name or an e-mail; `first`: what waits for supervisors still, which else officers are not
    shown."""

    form: int | None = None
    units: Collection[int] | None = None
    provider: str = ""
    words: str = ""
    year: int | None = None
    first: bool = False


@dataclass(frozen=True)
class Row:
    """`unit` of the main post, None where there is none; `is_led`: the reader decides on it as the
    supervisor."""

    activity: Activity
    form: ActivityForm
    person: Person
    unit: str | None
    files: int
    is_led: bool

    @property
    def place(self) -> Place:
        return self.activity.proposed_at, self.activity.id


def waiting(
    reader: Reader, wanted: Wanted, *, after: Place | None = None, limit: int = PAGE_SIZE + 1
) -> Sequence[Row]:
    """The oldest first; one more than a page."""
    statement = _rows(reader).where(*_conditions(reader, wanted))
    if after:
        statement = statement.where(tuple_(*PLACE) > tuple_(*after))
    return _read(statement.order_by(*PLACE).limit(limit))


def before(reader: Reader, wanted: Wanted, place: Place) -> int | None:
    """The id of what stands before `place`."""
    statement = _ids(reader, wanted).where(tuple_(*PLACE) < tuple_(*place))
    down = (column.desc() for column in PLACE)
    return db.session.scalar(statement.order_by(*down).limit(1))


def behind(reader: Reader, wanted: Wanted, place: Place) -> int | None:
    """The id of what follows."""
    statement = _ids(reader, wanted).where(tuple_(*PLACE) > tuple_(*place))
    return db.session.scalar(statement.order_by(*PLACE).limit(1))


def first(reader: Reader, wanted: Wanted) -> int | None:
    statement = _ids(reader, wanted)
    return db.session.scalar(statement.order_by(*PLACE).limit(1))


def count(reader: Reader, wanted: Wanted) -> int:
    statement = select(func.count()).select_from(Activity)
    return db.session.scalar(statement.where(*_conditions(reader, wanted))) or 0


def ids(reader: Reader, wanted: Wanted) -> Sequence[int]:
    """As many as are decided at once, the oldest first."""
    statement = _ids(reader, wanted).order_by(*PLACE).limit(MOST_AT_ONCE)
    return db.session.scalars(statement).all()


def rows_of(reader: Reader, activity_ids: Collection[int]) -> Sequence[Row]:
    """Of these, what waits for the reader, the oldest first."""
    statement = _rows(reader).where(Activity.id.in_(activity_ids), reader.decides_on)
    return _read(statement.order_by(*PLACE))


def find(reader: Reader, activity_id: int) -> Row | None:
    """In any state but a draft."""
    found = _read(_rows(reader).where(Activity.id == activity_id, reader.sees))
    return found[0] if found else None


def may_decide(reader: Reader, activity_id: int) -> bool:
    statement = select(Activity.id).where(Activity.id == activity_id, reader.decides_on)
    return db.session.scalar(statement) is not None


def _conditions(reader: Reader, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [reader.decides_on]
    if is_officer(reader.person):
        # A leader's own team waits for them; of others an officer sees what is agreed to.
        # Nor does it wait for ever for one who has left, or does not look.
        is_first = and_(
            Activity.waits_for == "supervisor",
            ~reader.leads,
            Activity.proposed_at > clock.now() - SUPERVISORS_TIME,
        )
        found.append(is_first if wanted.first else ~is_first)
    if wanted.form:
        found.append(Activity.form_id == wanted.form)
    if wanted.units is not None:
        placed = select(Membership.person_id).where(
            Membership.is_main, valid_on(reader.day), Membership.unit_id.in_(wanted.units)
        )
        found.append(Activity.person_id.in_(placed))
    if wanted.provider:
        found.append(_holds(Activity.provider, wanted.provider))
    if wanted.words:
        named = or_(_holds(Person.name, wanted.words), _holds(Person.email, wanted.words))
        found.append(Activity.person_id.in_(select(Person.id).where(named)))
    if wanted.year:
        days = (date(wanted.year, 1, 1), date(wanted.year, 12, 31))
        found.append(Activity.ends_on.between(*days))
    return found


def _holds(column: Any, words: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = func.lower(column).contains(words.lower(), autoescape=True)
    return found


def _ids(reader: Reader, wanted: Wanted) -> Select[int]:
    return select(Activity.id).where(*_conditions(reader, wanted))


def _rows(reader: Reader) -> Select[*tuple[Any, ...]]:
    files = select(func.count()).where(Evidence.activity_id == Activity.id).scalar_subquery()
    return (
        select(Activity, ActivityForm, Person, Unit.name, files, ~reader.looks_after)
        .join(ActivityForm, ActivityForm.id == Activity.form_id)
        .join(Person, Person.id == Activity.person_id)
        .outerjoin(
            Membership,
            and_(Membership.person_id == Person.id, Membership.is_main, valid_on(reader.day)),
        )
        .outerjoin(Unit, Unit.id == Membership.unit_id)
    )


def _read(statement: Select[*tuple[Any, ...]]) -> Sequence[Row]:
    return [Row(*row) for row in db.session.execute(statement)]


@dataclass(frozen=True)
class Decided:
    """`name` of whose entry, `by` of who decided."""

    verification: Verification
    activity: Activity
    name: str
    by: str


def decided(reader: Reader, *, before: int | None) -> Sequence[Decided]:
    """The newest decisions first, one more than a page; `before`: id of the last shown."""
    owner, by = Person.__table__.alias("owner"), Person.__table__.alias("decider")
    statement = (
        select(Verification, Activity, owner.c.name, by.c.name)
        .join(Activity, Activity.id == Verification.activity_id)
        .join(owner, owner.c.id == Activity.person_id)
        .join(by, by.c.id == Verification.by_id)
        .where(reader.sees)
        .order_by(Verification.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before:
        statement = statement.where(Verification.id < before)
    return [Decided(*row) for row in db.session.execute(statement)]
