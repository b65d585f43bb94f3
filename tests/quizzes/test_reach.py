"""What officers of a unit and authors of their own courses see and do of quizzes."""

import re
from datetime import date

import pytest
from sqlalchemy import select, update

from app.accounts import roles
from app.accounts.models import RoleGrant
from app.db import db
from app.learning.models import QuizOverride
from app.library import authors
from app.library.queries import find_course
from app.org.models import Unit
from app.quizzes import results_table
from app.quizzes.models import Attempt, AttemptQuestion
from tests.factories.cast import AT, SINCE
from tests.factories.jobs import follow, work_off
from tests.stage import study

QUIZ = "/quizzes/contoh/ujian-akhir"


def unit_id(name):
    return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


def look_after(person, unit):
    roles.give(person, roles.Wanted("officer", SINCE, unit_id=unit_id(unit)), by_id=None)


def write(person, *courses):
    roles.give(person, roles.Wanted("author", SINCE, only_own=True), by_id=None)
    for ref in courses:
        authors.add_author(person.id, find_course(ref).id, by_id=person.id, day=SINCE)


@pytest.fixture
def taken(cast):
    """Ana and Dewi took the quiz; Budi looks after Ana's unit."""
    look_after(cast.budi, "Disdukcapil")
    for person in (cast.ana, cast.dewi):
        attempt = study.take(person, "contoh", "ujian-akhir", at=AT)
        slot = db.session.scalars(
            select(AttemptQuestion).where(AttemptQuestion.attempt_id == attempt.id)
        ).first()
        slot.marker, slot.fraction = "trainer", None
    db.session.commit()
    return cast


@pytest.mark.parametrize("page", [QUIZ, f"{QUIZ}/units", f"{QUIZ}/export.csv"])
def test_results_are_those_of_the_unit(client, taken, page) -> None:
    for officer, told in ((taken.budi, (True, False)), (taken.citra, (True, True))):
        text = client.sign_in(officer).get(page).text
        words = ("Disdukcapil", "Dishub") if page.endswith("units") else ("Ana", "Dewi")
        assert tuple(word in text for word in words) == told


def waiting(client):
    """Whose answers are offered for marking."""
    ids = [int(found) for found in re.findall(r'href="/marking/(\d+)', client.get("/marking").text)]
    slots = select(Attempt.person_id).join(
        AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id
    )
    return set(db.session.scalars(slots.where(AttemptQuestion.id.in_(ids))))


def test_answers_to_be_marked_are_those_of_the_unit(client, taken) -> None:
    client.sign_in(taken.budi)
    assert waiting(client) == {taken.ana.id}
    client.sign_in(taken.citra)
    assert waiting(client) == {taken.ana.id, taken.dewi.id}


def test_an_author_of_own_courses_marks_in_these_alone(client, taken) -> None:
    write(taken.eko)
    for_all = update(RoleGrant).where(RoleGrant.person_id == taken.eko.id, ~RoleGrant.only_own)
    db.session.execute(for_all.values(valid_to=SINCE))
    client.sign_in(taken.eko)
    assert waiting(client) == set()
    authors.add_author(taken.eko.id, find_course("contoh").id, by_id=taken.eko.id, day=SINCE)
    assert waiting(client) == {taken.ana.id, taken.dewi.id}


def test_a_job_has_the_people_whom_the_officer_looks_after_when_it_runs(
    client, taken, monkeypatch
) -> None:
    monkeypatch.setattr(results_table, "MANY_ROWS", 1)
    client.sign_in(taken.citra)
    ordered = client.post(f"{QUIZ}/exports/csv")
    db.session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == taken.citra.id, RoleGrant.role == "officer")
        .values(unit_id=unit_id("Dishub"))
    )
    file = client.get(f"{follow(client, ordered).request.path}/file").text
    assert ("Ana" in file, "Dewi" in file) == (False, True)


def test_a_job_of_a_course_that_is_no_longer_ones_own_makes_no_file(client, taken) -> None:
    write(taken.dewi, "contoh")
    ordered = client.sign_in(taken.dewi).post(f"{QUIZ}/exports/csv")
    held = authors.courses_of(taken.dewi.id)[0][0]
    authors.end(held, today=date(2026, 11, 22), by_id=taken.eko.id)
    work_off()
    assert client.get(f"{ordered.location}/file").status_code == 404


def terms(**changed):
    sent = {"whom": "person", "person": "ana@lentera.example", "unit": "", "reason": "Sakit."}
    sent |= {"opens_at": "", "closes_at": "", "extra_minutes": "10", "attempts": "", "seen": "0"}
    return {**sent, **changed}


def test_terms_are_given_to_people_and_units_of_ones_own_alone(client, taken) -> None:
    client.sign_in(taken.budi)
    other = {"whom": "unit", "unit": str(unit_id("Dishub"))}
    for beyond in ({"person": "dewi@lentera.example"}, other, {"whom": "everyone"}):
        assert client.post(f"{QUIZ}/terms", data=terms(**beyond)).status_code == 422
    own = {"whom": "unit", "unit": str(unit_id("Disdukcapil"))}
    for within in ({}, own):
        assert client.post(f"{QUIZ}/terms", data=terms(**within)).status_code == 302


def test_terms_of_others_are_neither_listed_nor_withdrawn(client, taken) -> None:
    client.sign_in(taken.citra)
    client.post(f"{QUIZ}/terms", data=terms(person="dewi@lentera.example"))
    given = db.session.scalars(select(QuizOverride.id)).one()
    client.sign_in(taken.budi)
    assert "Dewi" not in client.get(f"{QUIZ}/terms").text
    assert client.post(f"{QUIZ}/terms/{given}/withdrawal").status_code == 404


def test_no_tab_leads_an_officer_of_a_unit_who_also_writes_nowhere(client, taken) -> None:
    write(taken.budi, "persetujuan")
    tabs = (f'href="{QUIZ}/items"', f'href="{QUIZ}/corrections"')
    page = client.sign_in(taken.budi).get(QUIZ).text
    assert [tab in page for tab in tabs] == [False, False]
    assert f'href="{QUIZ}/terms"' in page
    authors.add_author(taken.budi.id, find_course("contoh").id, by_id=taken.eko.id, day=SINCE)
    page = client.get(QUIZ).text
    assert [tab in page for tab in tabs] == [True, True]


def test_an_author_changes_no_terms_of_whom_they_do_not_look_after(client, taken) -> None:
    """As officer of Ana's unit and author of the course, Budi reads Dewi's attempt, no more."""
    write(taken.budi, "contoh")
    page = client.sign_in(taken.budi).get(f"/quizzes/people/{taken.dewi.id}").text
    attempt = page.partition('href="/quizzes/attempts/')[2].partition('"')[0].partition("#")[0]
    address = f"/quizzes/attempts/{attempt}"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}/extension").status_code == 404
    assert client.post(f"{address}/reopening").status_code == 404
