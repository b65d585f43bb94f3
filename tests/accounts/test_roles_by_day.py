"""A role begins and ends with the day of the agency, as a post does, not with that of UTC."""

from datetime import UTC, date, datetime

import pytest

from app.accounts.actions import open_session
from app.accounts.models import RoleGrant
from app.accounts.queries import find_actor, find_session_person
from app.db import db
from tests.factories.cast import create_person

DAY = date(2026, 11, 23)
# The day begins nine hours earlier in Jayapura, where the cast works.
BEFORE = datetime(2026, 11, 22, 14, 59, tzinfo=UTC)
SINCE = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LAST = datetime(2026, 11, 23, 14, 59, tzinfo=UTC)
OVER = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def dewi(cast):
    grant = RoleGrant(
        person_id=cast.dewi.id, role="author", only_own=False, valid_from=DAY, valid_to=DAY
    )
    db.session.add(grant)
    db.session.flush()
    return cast.dewi


@pytest.mark.parametrize(("at", "holds"), [(BEFORE, 0), (SINCE, 1), (LAST, 1), (OVER, 0)])
def test_a_role_of_one_day_holds_from_midnight_to_midnight_of_the_agency(dewi, at, holds) -> None:
    open_session(dewi, user_agent="test", at=at)
    in_session = find_session_person(dewi.session_key, at=at)
    assert "employee" in in_session.grants.roles
    assert ("author" in in_session.grants.roles) == holds
    assert ("author" in find_actor(dewi.id, at).grants.roles) == holds


def test_without_a_post_it_is_the_day_of_jakarta(app) -> None:
    """Where midnight is at 17.00 by UTC."""
    person = create_person("sari")
    db.session.add(RoleGrant(person_id=person.id, role="admin", only_own=False, valid_from=DAY))
    db.session.flush()
    early, late = (datetime(2026, 11, 22, *time, tzinfo=UTC) for time in ((16, 59), (17, 0)))
    assert find_actor(person.id, early).grants.roles == set()
    assert find_actor(person.id, late).grants.roles == {"admin"}
