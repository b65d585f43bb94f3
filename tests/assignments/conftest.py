"""Assigning as officer and supervisor do, on the day of `AT`."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from app.assignments import actions
from app.assignments.actions import Wanted
from app.assignments.targets import of_people
from app.db import db
from app.library.queries import find_live
from tests.factories.cast import AT

# 22 November 2026 in Jayapura.
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


@pytest.fixture
def assign(cast):
    """To Ana, mandatory, by Citra, due in ten days; what is named differs."""

    def give(
        targets=None,
        *,
        by=None,
        course="contoh",
        kind="mandatory",
        given_as="officer",
        opens_on=TODAY,
        due_on=TODAY + 10 * DAY,
        form_key=None,
        at=AT,
    ):
        by = by or cast.citra
        by.agency_zone = cast.agency.time_zone
        give.count += 1
        assignment, _ = actions.assign(
            find_live(course),
            of_people([cast.ana.id]) if targets is None else targets,
            Wanted(kind, given_as, "Dipakai di loket.", opens_on, due_on),
            form_key=form_key or f"form-{give.count}",
            by=by,
            at=at,
        )
        db.session.commit()
        return assignment

    give.count = 0
    return give


@contextmanager
def statements():
    """`with statements() as made:` collects the queries as they are asked, for their plans."""
    made = []

    def note(state):
        if state.is_select:
            made.append(state.statement)

    event.listen(db.session, "do_orm_execute", note)
    try:
        yield made
    finally:
        event.remove(db.session, "do_orm_execute", note)


def read_whole(plan):
    """The lines that tell of a table that is read from end to end."""
    return [one for one in plan.splitlines() if one.startswith("SCAN ") or "Seq Scan" in one]
