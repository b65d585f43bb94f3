"""Which entries of a year may go to SIASN, and what keeps the others back; all of it asked of the
database, since a city has tens of thousands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, exists, func, or_, select
from sqlalchemy import Integer as WholeNumber
from sqlalchemy.orm import aliased

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number
from app.certificates.models import Certificate, CertificateRevocation
from app.db import db
from app.records.closing import people_of
from app.records.models import Activity, JpCredit
from app.siasn.models import SiasnBatch, SiasnItem

PAGE_SIZE = 50
# As the form of SIASN takes it. ?
LONGEST_TITLE = 255


@dataclass(frozen=True)
class Scope:
    """Entries that ended in `year`, of whose last main post in it was at the agency; `day`: today,
    there."""

    agency_id: int
    year: int
    day: date

    def to_json(self) -> dict[str, int | str]:
        return {"agency_id": self.agency_id, "year": self.year, "day": self.day.isoformat()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Scope":
        return cls(values["agency_id"], values["year"], date.fromisoformat(values["day"]))


@dataclass(frozen=True)
class Faulty:
    """`codes` of `FAULTS`."""

    activity: Activity
    name: str
    codes: Sequence[str]


@dataclass(frozen=True)
class Refused:
    item_id: int
    activity: Activity
    name: str
    batch: int
    reason: str


# What is printed on a certificate from here, else what was typed of one from outside.
NUMBER = func.coalesce(Certificate.number, Activity.number, "")
IN_BATCH = (
    select(SiasnItem.id)
    .where(SiasnItem.activity_id == Activity.id, SiasnItem.state != "refused")
    # Also where items are asked for beside it.
    .correlate(Activity)
    .exists()
)


def programme_hours() -> ColumnElement[Decimal]:
    """As the programme has them, before any cap: what days gave, else what was entered.

    Source: the field is the length of the training; which of its hours count SIASN works out by
    the same rules. ?
    """
    of_days = (
        select(func.sum(JpCredit.raw)).where(JpCredit.activity_id == Activity.id).scalar_subquery()
    )
    # SQLite adds up binary fractions.
    return func.round(func.coalesce(of_days, Activity.jp_raw, 0), 2)


def whole_hours() -> ColumnElement[int]:
    return cast(func.floor(programme_hours()), WholeNumber)


def is_revoked() -> ColumnElement[bool]:
    return exists().where(CertificateRevocation.certificate_id == Certificate.id)


def faults(day: date) -> Mapping[str, ColumnElement[bool]]:
    """Code → of which entries; `messages.FAULTS` says what to do about each."""
    return {
        "no-nip": EmployeeNumber.number.is_(None),
        "no-number": func.trim(NUMBER) == "",
        "revoked": is_revoked(),
        "no-provider": func.trim(Activity.provider) == "",
        "long-title": func.length(Activity.title) > LONGEST_TITLE,
        # What was entered is what days gave; where it is enough nobody adds these up.
        "no-hours": and_(func.coalesce(Activity.jp_raw, 0) < 1, programme_hours() < 1),
        "not-over": Activity.ends_on > day,
    }


def candidates(scope: Scope, *columns: Any) -> Select[Any]:
    """Verified entries that are in no batch."""
    return (
        select(*columns)
        .select_from(Activity)
        .join(Person, Person.id == Activity.person_id)
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Certificate, Certificate.id == Activity.certificate_id)
        .where(*_of(scope), Activity.state == "verified", ~IN_BATCH, Person.anonymised_at.is_(None))
    )


def ready(scope: Scope, *columns: Any) -> Select[Any]:
    has_fault = or_(*faults(scope.day).values())
    return candidates(scope, *columns).where(~func.coalesce(has_fault, False))


@dataclass(frozen=True)
class Overview:
    """How many entries are ready, and how many have a fault of each code; `faulty`: with any."""

    ready: int
    faulty: int
    by_code: Mapping[str, int]


def overview(scope: Scope) -> Overview:
    found = faults(scope.day)
    flags = [_flag(one).label(code) for code, one in found.items()]
    # Each flag is worked out once, though it is used twice.
    one = candidates(scope, *flags).cte().prefix_with("MATERIALIZED")
    has_any = _flag(or_(*(one.c[code] == 1 for code in found)))
    sums = [func.coalesce(func.sum(flag), 0) for flag in (has_any, *(one.c[c] for c in found))]
    total, faulty, *each = db.session.execute(select(func.count(), *sums).select_from(one)).one()
    by_code = {code: int(count) for code, count in zip(found, each, strict=True) if count}
    return Overview(total - int(faulty), int(faulty), by_code)


def faulty_entries(
    scope: Scope, *, code: str = "", after: int | None = None, limit: int = PAGE_SIZE + 1
) -> Sequence[Faulty]:
    """By id, one more than a page; `code`: with this fault, "" for any; one that is unknown is
    any, too."""
    found = faults(scope.day)
    statement = candidates(scope, Activity, Person.name, *map(_flag, found.values())).where(
        found.get(code, or_(*found.values()))
    )
    if after:
        statement = statement.where(Activity.id > after)
    return [
        Faulty(activity, name, [code for code, flag in zip(found, flags, strict=True) if flag])
        for activity, name, *flags in db.session.execute(
            statement.order_by(Activity.id).limit(limit)
        )
    ]


def refused_entries(scope: Scope, *, before: int | None = None) -> Sequence[Refused]:
    """Refused, and to go once more, each as it was refused last; the newest first, one more than a
    page. `before`: id of the last item shown."""
    columns = SiasnItem.id, Activity, Person.name, SiasnBatch.number, SiasnItem.reason
    later = aliased(SiasnItem)
    was_again = exists().where(later.activity_id == Activity.id, later.id > SiasnItem.id)
    statement = (
        candidates(scope, *columns)
        .join(SiasnItem, SiasnItem.activity_id == Activity.id)
        .join(SiasnBatch, SiasnBatch.id == SiasnItem.batch_id)
        .where(~was_again)
    )
    if before:
        statement = statement.where(SiasnItem.id < before)
    statement = statement.order_by(SiasnItem.id.desc()).limit(PAGE_SIZE + 1)
    return [Refused(*row) for row in db.session.execute(statement)]


def _of(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    first, last = date(scope.year, 1, 1), date(scope.year, 12, 31)
    is_of_agency = Activity.person_id.in_(people_of(scope.agency_id, scope.year))
    return Activity.ends_on.between(first, last), is_of_agency


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
