"""Roles of a person: the list, giving one, ending it, and taking it back before it begins."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.accounts import roles
from app.accounts.models import RoleGrant
from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.kit.errors import Conflict
from app.library import authors
from app.library.queries import find_course
from app.org.models import Unit
from tests.factories.cast import SINCE, create_person

DAY = timedelta(days=1)


@pytest.fixture
def fajar(cast):
    return create_person("fajar", cast.agency, "BKPSDM", "employee", "admin")


@pytest.fixture
def admin(client, fajar):
    return client.sign_in(fajar, language="en")


def today():
    """At the agency of the cast."""
    return clock.local_date(clock.now(), "Asia/Jayapura")


def unit_id(name):
    return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


def fields(**changed):
    """What a browser sends: all fields, empty ones too."""
    sent = {"role": "officer", "scope": "everywhere", "unit": "", "course": ""}
    return {**sent, "day": str(today()), "until": "", **changed}


def give(person, role, **more):
    return roles.give(person, roles.Wanted(role, more.pop("day", SINCE), **more), by_id=None)


def is_officer_now(client, person) -> bool:
    return client.sign_in(person).get("/people").status_code == 200


def test_the_list_says_role_scope_and_days(admin, cast) -> None:
    give(cast.ana, "officer", unit_id=unit_id("Dishub"))
    give(cast.ana, "author", only_own=True, until=SINCE + DAY)
    give(cast.ana, "supervisor", day=today() + 40 * DAY)
    authors.add_author(cast.ana.id, find_course("contoh").id, by_id=cast.eko.id, day=SINCE)
    page = " ".join(admin.get(f"/people/{cast.ana.id}/roles").text.split())
    assert "<strong>Training officer</strong> · Dishub and below" in page
    assert "<strong>Author</strong> · the own courses" in page
    assert "since 1 January 2024, until 2 January 2024" in page
    assert page.count(">ended<") == 1
    assert "Kursus Contoh" in page
    assert page.count("/ending") == 4  # three roles that go on, and the course


def test_the_form_offers_units_and_courses(admin, cast) -> None:
    page = admin.get(f"/people/{cast.ana.id}/roles/new").text
    for option in ("Dishub", "Disdukcapil", "Kursus Contoh", "In a unit and those below it"):
        assert option in page


def test_a_role_for_a_unit_holds_at_once_and_says_so(client, admin, cast) -> None:
    given = fields(scope="unit", unit=str(unit_id("Disdukcapil")))
    answer = admin.post(f"/people/{cast.ana.id}/roles", data=given)
    assert answer.location == f"/people/{cast.ana.id}/roles"
    client.sign_in(cast.ana)
    assert client.get(f"/people/{cast.budi.id}").status_code == 200
    assert client.get(f"/people/{cast.dewi.id}").status_code == 404


@pytest.mark.parametrize("scope", ["everywhere", "unit"])
def test_a_form_without_a_role_says_one_thing(admin, cast, scope) -> None:
    sent = fields(scope=scope, unit=str(unit_id("Dishub")))
    del sent["role"]
    answer = admin.post(f"/people/{cast.ana.id}/roles", data=sent)
    assert answer.status_code == 422
    summary = answer.text[answer.text.index("error-summary") :]
    assert re.findall(r"<li><a[^>]*>(.*?)</a>", summary[: summary.index("</ul>")]) == [
        "Choose a role."
    ]


@pytest.mark.parametrize(
    ("role", "scope", "words"),
    [
        ("officer", "own", "A training officer is one everywhere or in a unit."),
        ("author", "unit", "An author is one everywhere or for the own courses."),
        ("supervisor", "unit", "This role is only given everywhere."),
    ],
)
def test_a_scope_that_does_not_fit_says_which_do(admin, cast, role, scope, words) -> None:
    sent = fields(role=role, scope=scope, unit=str(unit_id("Dishub")))
    answer = admin.post(f"/people/{cast.ana.id}/roles", data=sent)
    assert answer.status_code == 422
    assert words in answer.text


def test_an_author_of_own_courses_is_given_with_the_first(client, admin, cast) -> None:
    given = fields(role="author", scope="own", course=str(find_course("contoh").id))
    admin.post(f"/people/{cast.ana.id}/roles", data=given)
    client.sign_in(cast.ana)
    assert client.get("/studio/courses/contoh").status_code == 200
    assert client.get("/studio/courses/persetujuan").status_code == 404


def test_another_course_is_given_with_the_same_role(client, admin, cast) -> None:
    address = f"/people/{cast.ana.id}/roles"
    for ref, told in (("contoh", 302), ("persetujuan", 302), ("persetujuan", 409)):
        given = fields(role="author", scope="own", course=str(find_course(ref).id))
        assert admin.post(address, data=given).status_code == told
    assert [ref for _, ref, _ in authors.courses_of(cast.ana.id)] == ["contoh", "persetujuan"]
    assert [one.role for one in roles.all_of(cast.ana.id)] == ["employee", "author"]
    assert client.sign_in(cast.ana).get("/studio/courses/persetujuan").status_code == 200
    about = select(AuditEntry.object_id).where(AuditEntry.action == "author.entered")
    assert set(db.session.scalars(about)) == {"contoh", "persetujuan"}


@pytest.mark.parametrize(
    "changed",
    [
        {"role": ""},
        {"role": "king"},
        {"scope": "unit"},
        {"scope": "own"},
        {"role": "admin", "scope": "unit", "unit": "1"},
        {"day": "2020-01-01"},
        {"day": ""},
        {"until": "2020-01-01"},
    ],
)
def test_what_cannot_be_meant_is_refused(admin, cast, changed) -> None:
    answer = admin.post(f"/people/{cast.ana.id}/roles", data=fields(**changed))
    assert answer.status_code == 422
    assert [one.role for one in roles.all_of(cast.ana.id)] == ["employee"]


def test_a_role_ends_with_its_last_day_and_stays_in_the_list(client, admin, cast) -> None:
    grant = roles.all_of(cast.citra.id)[1]
    address = f"/people/{cast.citra.id}/roles/{grant.id}/ending"
    assert "End the role “Training officer” of Citra" in admin.get(address).text
    assert admin.post(address, data={"day": "2024-02-02"}).status_code == 422
    assert admin.post(address, data={"day": str(today() - DAY)}).status_code == 302
    assert not is_officer_now(client, cast.citra)
    assert [one.role for one in roles.all_of(cast.citra.id)] == ["employee", "officer"]


@pytest.mark.parametrize("begins", [0, 30])
def test_a_role_given_by_mistake_is_taken_back_and_may_be_given_again(
    client, admin, cast, fajar, begins
) -> None:
    here = fields(scope="unit", unit=str(unit_id("Disdukcapil")), day=str(today() + begins * DAY))
    admin.post(f"/people/{cast.ana.id}/roles", data=here)
    grant = roles.all_of(cast.ana.id)[1]
    ending = f"/people/{cast.ana.id}/roles/{grant.id}/ending"
    assert admin.post(ending, data={"day": str(today() - DAY)}).status_code == 302
    assert "taken back" in admin.get(f"/people/{cast.ana.id}/roles").text
    assert not is_officer_now(client, cast.ana)
    client.sign_in(fajar, language="en")
    assert admin.post(f"/people/{cast.ana.id}/roles", data=here).status_code == 302
    assert is_officer_now(client, cast.ana) == (begins == 0)


def test_the_last_administrator_stays_one(app, cast, fajar) -> None:
    (grant,) = [one for one in roles.all_of(fajar.id) if one.role == "admin"]
    ending = {"last_day": today(), "today": today(), "by_id": cast.citra.id}
    with pytest.raises(Conflict, match="last-admin"):
        roles.end(fajar, grant, **ending)
    gita = create_person("gita", cast.agency, "BKPSDM", "admin")
    gita.deactivated_at = clock.now()
    with pytest.raises(Conflict, match="last-admin"):
        roles.end(fajar, grant, **ending)
    gita.deactivated_at = None
    assert roles.end(fajar, grant, **ending)


def test_the_form_says_that_somebody_has_to_be_administrator(admin, cast, fajar) -> None:
    """Fajar's own ends with the year, so that Gita is the last without an end."""
    gita = create_person("gita", cast.agency, "BKPSDM", "admin")
    until = update(RoleGrant).where(RoleGrant.person_id == fajar.id, RoleGrant.role == "admin")
    db.session.execute(until.values(valid_to=today() + 30 * DAY))
    (grant,) = roles.all_of(gita.id)
    answer = admin.post(f"/people/{gita.id}/roles/{grant.id}/ending", data={"day": str(today())})
    assert answer.status_code == 409
    assert "Nobody else is an administrator without an end." in answer.text


def test_a_course_is_somebodys_no_longer(client, admin, cast) -> None:
    give(cast.ana, "author", only_own=True)
    authors.add_author(cast.ana.id, find_course("contoh").id, by_id=cast.eko.id, day=SINCE)
    held = authors.courses_of(cast.ana.id)[0][0]
    address = f"/people/{cast.ana.id}/courses/{held.id}/ending"
    assert admin.get(address).status_code == 405
    assert admin.post(address).status_code == 302
    assert "It had ended before" in admin.post(address, follow_redirects=True).text
    assert client.sign_in(cast.ana).get("/studio/courses/contoh").status_code == 404


def test_ones_own_roles_are_shown_without_ways_to_change_them(admin, fajar) -> None:
    page = admin.get(f"/people/{fajar.id}/roles").text
    assert "Nobody changes their own roles." in page
    assert "/ending" not in page
    assert "/roles/new" not in page


def test_the_pages_of_roles_stand_below_employees(admin, cast) -> None:
    page = admin.get(f"/people/{cast.ana.id}/roles").text
    current = page.partition('aria-current="')[2]
    assert "Employees" in current.partition("</a>")[0]


def test_a_role_of_somebody_else_is_not_found_here(admin, cast) -> None:
    grant = roles.all_of(cast.citra.id)[0]
    address = f"/people/{cast.ana.id}/roles/{grant.id}/ending"
    assert admin.get(address).status_code == 404
    assert admin.post(address, data={"day": str(today())}).status_code == 404
