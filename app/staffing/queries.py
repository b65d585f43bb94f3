"""Finding imports, and the people and units that their rows are compared with."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import EmployeeNumber, Person, RoleGrant
from app.accounts.queries import current_number
from app.db import db
from app.kit import clock
from app.org.models import (
    Agency,
    ChosenSupervisor,
    FormerUnit,
    Membership,
    Merit,
    Position,
    Unit,
    UnitHead,
)
from app.org.tree import read_tree
from app.staffing.comparing import Current
from app.staffing.models import StaffColumn, StaffImport, StaffImportRow
from app.staffing.units import KnownUnit

PAGE_SIZE = 50
# What ends where somebody leaves, by the column that says whose it is.
OWNED: tuple[tuple[Any, Any], ...] = (
    (Membership, Membership.person_id),
    (UnitHead, UnitHead.person_id),
    (ChosenSupervisor, ChosenSupervisor.person_id),
    (ChosenSupervisor, ChosenSupervisor.supervisor_id),
)


def find_import(import_id: int) -> StaffImport | None:
    return db.session.get(StaffImport, import_id)


def recent_imports(*, limit: int = 20) -> Sequence[tuple[StaffImport, str, str]]:
    """With the names of the agency and of who uploaded it, the newest first."""
    rows = db.session.execute(
        select(StaffImport, Agency.name, Person.name)
        .join(Agency, Agency.id == StaffImport.agency_id)
        .join(Person, Person.id == StaffImport.created_by_id)
        .order_by(StaffImport.id.desc())
        .limit(limit)
    )
    return [(one, agency, person) for one, agency, person in rows]


def counts(import_id: int) -> dict[str, int]:
    """State → rows."""
    rows = db.session.execute(
        select(StaffImportRow.state, func.count())
        .where(StaffImportRow.import_id == import_id)
        .group_by(StaffImportRow.state)
    )
    return dict(rows.all())


def rows_page(import_id: int, *, state: str, after: int) -> Sequence[StaffImportRow]:
    """In the order of the file, those behind the row `after`; one more than a page."""
    return db.session.scalars(
        rows_of(import_id, state).where(StaffImportRow.id > after).limit(PAGE_SIZE + 1)
    ).all()


def unit_names(found: StaffImport, rows: Iterable[StaffImportRow]) -> dict[str, str]:
    """Code → name of the units on a page, also of those that are to be made."""
    codes = {row.unit_code for row in rows}
    names = {unit["code"]: unit["name"] for unit in found.new_units or ()}
    statement = select(Unit.code, Unit.name).where(
        Unit.agency_id == found.agency_id, Unit.code.in_(codes)
    )
    return names | dict(db.session.execute(statement).all())


def rows_of(import_id: int, state: str) -> Select[StaffImportRow]:
    """`state`: "" for all."""
    statement = select(StaffImportRow).where(StaffImportRow.import_id == import_id)
    statement = statement.where(StaffImportRow.state == state) if state else statement
    return statement.order_by(StaffImportRow.id)


def count_unidentified(import_id: int) -> int:
    """Faulty rows of whom nobody knows, as of two that seem to be about one person: each may be
    somebody who then seems to be missing."""
    row = StaffImportRow
    faulty = (row.import_id == import_id, row.state == "error")
    doubled = (
        select(row.person_id)
        .where(*faulty, row.person_id.is_not(None))
        .group_by(row.person_id)
        .having(func.count() > 1)
    )
    is_unsure = or_(row.person_id.is_(None), row.person_id.in_(doubled))
    return db.session.scalar(select(func.count()).where(*faulty, is_unsure)) or 0


def count_active(agency_id: int, *, today: date) -> int:
    statement = (
        select(func.count(Person.id))
        .join(Membership, _last_main())
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Unit.agency_id == agency_id, _is_held(today), Person.deactivated_at.is_(None))
    )
    return db.session.scalar(statement) or 0


def day_of_upload(found: StaffImport) -> date:
    """At the agency."""
    agency = db.session.get_one(Agency, found.agency_id)
    return clock.local_date(found.created_at, agency.time_zone)


def holds_still(import_id: int) -> bool:
    """Whether it is there; it then stays until the end of the transaction."""
    statement = select(StaffImport.id).where(StaffImport.id == import_id)
    return db.session.scalar(statement.with_for_update(read=True, key_share=True)) is not None


def rows_numbered(import_id: int, numbers: Collection[int]) -> Sequence[StaffImportRow]:
    row = StaffImportRow
    return db.session.scalars(
        select(row).where(row.import_id == import_id, row.number.in_(numbers))
    ).all()


def needed(import_id: int) -> tuple[set[str], set[str]]:
    """Codes of the units and titles of the positions that the rows without fault name."""
    row = StaffImportRow
    pairs = db.session.execute(
        select(row.unit_code, row.position)
        .where(row.import_id == import_id, row.state.in_(("new", "changed")))
        .distinct()
    ).all()
    return {unit for unit, _ in pairs}, {title for _, title in pairs}


def remembered_columns(agency_id: int) -> dict[str, str]:
    rows = db.session.execute(
        select(StaffColumn.heading, StaffColumn.field).where(StaffColumn.agency_id == agency_id)
    )
    return dict(rows.all())


def known_units(agency_id: int) -> dict[str, KnownUnit]:
    """Small code → unit."""
    tree = read_tree()
    units = db.session.scalars(select(Unit).where(Unit.agency_id == agency_id))
    former = db.session.execute(
        select(FormerUnit.unit_id, FormerUnit.valid_from).order_by(FormerUnit.valid_to.desc())
    )
    # Of a unit's rows the earliest comes last, and stays.
    first = dict(former.all())
    return {
        unit.code.casefold(): KnownUnit(
            code=unit.code,
            name=unit.name,
            depth=len(tree.path(unit.id)),
            first_day=first.get(unit.id, unit.valid_from),
            is_closed=unit.valid_to is not None,
        )
        for unit in units
    }


def known_positions(agency_id: int) -> dict[str, tuple[str, str | None]]:
    """Small title → title and grade."""
    rows = db.session.execute(
        select(Position.title, Position.grade).where(Position.agency_id == agency_id)
    )
    return {title.casefold(): (title, grade) for title, grade in rows}


def owners(nips: Collection[str], emails: Collection[str]) -> tuple[dict[str, int], dict[str, int]]:
    """NIP, also a former one → person id; e-mail → person id."""
    by_nip = db.session.execute(
        select(EmployeeNumber.number, EmployeeNumber.person_id).where(
            EmployeeNumber.number.in_(nips)
        )
    )
    by_email = db.session.execute(select(Person.email, Person.id).where(Person.email.in_(emails)))
    return dict(by_nip.all()), dict(by_email.all())


def people(person_ids: Collection[int], *, today: date) -> dict[int, Current]:
    rows = db.session.execute(currents(today).where(Person.id.in_(person_ids)))
    return {row[0]: Current(*row) for row in rows}


def begun(person_ids: Collection[int], *, today: date) -> dict[int, date]:
    """Person → since when the newest of their posts and tasks runs."""
    found: dict[int, date] = {}
    for model, owner in OWNED:
        rows = db.session.execute(
            select(owner, func.max(model.valid_from))
            .where(owner.in_(person_ids), model.valid_from <= today)
            .group_by(owner)
        )
        for person_id, day in rows:
            found[person_id] = max(day, found.get(person_id, day))
    return found


def currents(today: date) -> Select[*tuple[Any, ...]]:
    """The columns of `Current`."""
    is_admin = exists().where(
        RoleGrant.person_id == Person.id,
        RoleGrant.role == "admin",
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= today),
    )
    return (
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.birth_place,
            Person.birth_date,
            Person.deactivated_at.is_(None),
            is_admin,
            EmployeeNumber.number,
            EmployeeNumber.valid_from,
            Unit.agency_id,
            Unit.code,
            Position.title,
            Membership.employment_type,
            Membership.rank,
            Membership.valid_from,
            Membership.valid_to,
            Merit.education,
            Merit.performance,
        )
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Membership, _last_main())
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .outerjoin(Merit, Merit.person_id == Person.id)
    )


def missing_people(found: StaffImport, *, today: date) -> Iterator[list[Current]]:
    """Active people of the agency whom no row is about, nor has the address of a faulty one, in
    lots; administrators and who uploaded the file are nobody's leavers."""
    row = StaffImportRow
    is_there = exists().where(row.import_id == found.id, row.person_id == Person.id)
    addresses = select(row.email).where(row.import_id == found.id, row.state == "error")
    statement = currents(today).where(
        Unit.agency_id == found.agency_id,
        _is_held(today),
        Person.deactivated_at.is_(None),
        ~is_there,
        Person.email.not_in(addresses),
    )
    rows = db.session.execute(statement.order_by(Person.id)).all()
    missing = [Current(*one) for one in rows]
    missing = [p for p in missing if not p.is_admin and p.person_id != found.created_by_id]
    yield from in_lots(missing)


def staff(agency_id: int, *, today: date) -> Iterator[tuple[Any, ...]]:
    """Of active people with a post: the columns of an export, in the order of the template."""
    parent = Unit.__table__.alias("parent")
    statement = (
        select(
            EmployeeNumber.number,
            Person.name,
            Person.email,
            Unit.code,
            Unit.name,
            parent.c.code,
            Position.title,
            Position.grade,
            Membership.rank,
            Membership.employment_type,
            Membership.valid_from,
            Person.birth_place,
            Person.birth_date,
            Merit.education,
            Merit.performance,
        )
        .select_from(Person)
        .join(Membership, _last_main())
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(parent, parent.c.id == Unit.parent_id)
        .join(Position, Position.id == Membership.position_id)
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Merit, Merit.person_id == Person.id)
        .where(Unit.agency_id == agency_id, _is_held(today), Person.deactivated_at.is_(None))
        .order_by(Unit.code, Person.name, Person.id)
    )
    for row in db.session.execute(statement.execution_options(yield_per=1000)):
        yield tuple(row)


def _last_main() -> Any:
    """The open main post, else the one that ends last."""
    post = aliased(Membership)
    last = (
        select(post.id)
        .where(post.person_id == Person.id, post.kind == "main")
        .order_by(post.valid_to.desc().nulls_first(), post.valid_from.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    return Membership.id == last


def _is_held(today: date) -> ColumnElement[bool]:
    return or_(Membership.valid_to.is_(None), Membership.valid_to >= today)


def in_lots(things: Iterable[Any], size: int = 1000) -> Iterator[list[Any]]:
    lot: list[Any] = []
    for thing in things:
        lot.append(thing)
        if len(lot) == size:
            yield lot
            lot = []
    if lot:
        yield lot
