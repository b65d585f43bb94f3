"""The pages: assigning in three steps, looking how far people are, withdrawing, declining."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select, text

from app.accounts import roles
from app.assignments import actions, progress, queries
from app.assignments.anonymising import anonymise
from app.assignments.models import Assignment, AssignmentPerson, AssignmentTarget
from app.assignments.targets import Target, of_people
from app.audit.models import AuditEntry, AuditValue
from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.library import queries as library
from app.org.models import Unit
from app.org.queries import local_day
from tests.assignments.conftest import DAY, read_whole, statements
from tests.certificates.test_certificates import complete
from tests.factories.cast import AT, NUMBERS, SINCE, acting, create_person
from tests.factories.jobs import work_off
from tests.factories.plans import is_sqlite, plan_of

FORM = "/assignments/courses/contoh"
PREVIEW = f"{FORM}/preview"


@pytest.fixture
def today(cast):
    return local_day(cast.citra, at=clock.now())


@pytest.fixture
def filled(today):
    def fields(**other):
        named = {"people": "ana@lentera.example"} if "whom" not in other else {}
        return {
            "whom": "people",
            **named,
            "kind": "mandatory",
            "opens_on": today.isoformat(),
            "due_on": (today + 30 * DAY).isoformat(),
            "reason": "Dipakai di loket.",
            "form_key": "satu",
            **other,
        }

    return fields


def unit_id(name):
    return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


def become_officer(person, unit):
    wanted = roles.Wanted("officer", SINCE, unit_id=unit_id(unit))
    roles.give(person, wanted, by_id=None)


def titles_in(page):
    return set(re.findall(r'<option value="([^"]*)"></option>', page))


def count(model=Assignment):
    return db.session.scalar(select(func.count()).select_from(model))


def holders():
    return set(db.session.scalars(select(AssignmentPerson.person_id)))


def recorded(action):
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).one()
    rows = db.session.scalars(select(AuditValue).where(AuditValue.entry_id == entry.id))
    return entry, {row.field: row.new for row in rows}


# Assigning


def test_a_supervisor_proposes_from_the_team_page(client, cast, filled) -> None:
    client.sign_in(cast.budi, language="en")
    assert f'href="/assignments/courses?person={cast.ana.id}"' in client.get("/team").text
    found = client.get(f"/assignments/courses?person={cast.ana.id}&q=contoh").text
    assert f'href="{FORM}?person={cast.ana.id}"' in found
    page = client.get(f"{FORM}?person={cast.ana.id}").text
    assert re.search(rf'<input checked[^>]* name="team"[^>]* value="{cast.ana.id}"', page)
    assert 'name="unit"' not in page
    sent = filled(whom="team", team=cast.ana.id, kind="recommended", due_on="")
    assert "get this assignment" in client.post(PREVIEW, data=sent).text
    assert count() == 0
    answer = client.post(FORM, data=sent)
    given = db.session.scalars(select(Assignment)).one()
    assert answer.location == f"/assignments/{given.id}"
    assert (given.kind, given.given_as, given.due_on) == ("recommended", "supervisor", None)
    assert holders() == {cast.ana.id}


def test_the_preview_says_how_many_and_keeps_what_was_typed(client, cast, filled) -> None:
    complete(cast.ana, "persetujuan")
    client.sign_in(cast.citra, language="en")
    sent = filled(people=f"ana@lentera.example\n{NUMBERS['dewi']}", reason="Karena “itu”.")
    page = client.post("/assignments/courses/persetujuan/preview", data=sent).text
    assert re.search(r"<strong>1</strong>\s+of 2", page)
    assert "1 person has completed the course already" in page
    again = client.post(PREVIEW, data={**sent, "change": "1"}).text
    assert "Karena “itu”." in again
    assert count() == 0


def test_an_officer_assigns_a_unit_and_everybody_below(client, cast, filled) -> None:
    client.sign_in(cast.citra)
    client.post(FORM, data=filled(whom="unit", unit=unit_id("Disdukcapil")))
    assert holders() == {cast.ana.id, cast.budi.id}


def test_an_officer_assigns_a_position(client, cast, filled) -> None:
    client.sign_in(cast.citra)
    sent = filled(whom="position", position="analis", unit=unit_id("Dishub"))
    client.post(FORM, data=sent)
    assert holders() == {cast.dewi.id}


def test_a_second_click_assigns_nothing_twice(client, cast, filled) -> None:
    client.sign_in(cast.citra, language="en")
    first, second = (client.post(FORM, data=filled()) for _ in range(2))
    assert first.location == second.location
    assert (count(), count(AssignmentPerson)) == (1, 1)
    assert "This form had been sent before." in client.get(second.location).text


def test_a_form_that_was_changed_after_sending_is_another_assignment(client, cast, filled) -> None:
    client.sign_in(cast.citra, language="en")
    first = client.post(FORM, data=filled())
    client.get(first.location)
    second = client.post(FORM, data=filled(people="dewi@lentera.example"))
    assert first.location != second.location
    assert "finds a notice within minutes" in client.get(second.location).text
    assert holders() == {cast.ana.id, cast.dewi.id}


def test_what_opens_later_promises_no_notice_at_once(client, cast, filled, today) -> None:
    client.sign_in(cast.citra, language="en")
    day = today + 10 * DAY
    answer = client.post(FORM, data=filled(opens_on=day.isoformat()))
    page = client.get(answer.location).text
    assert f"sees it and is told from {day.day} {day:%B %Y} on" in page
    assert "within minutes" not in page


@pytest.mark.parametrize("address", [FORM, PREVIEW])
def test_what_would_reach_nobody_cannot_be_sent(client, cast, filled, address) -> None:
    complete(cast.ana, "persetujuan")
    client.sign_in(cast.citra, language="en")
    by_name = filled(whom="people", people="ana@lentera.example")
    answer = client.post(address.replace("contoh", "persetujuan"), data=by_name)
    assert answer.status_code == 422
    assert "has completed this course or been assigned it already" in answer.text
    assert "Assign it" not in answer.text
    assert count() == 0


def test_a_unit_without_people_may_be_assigned_a_course_for_those_to_come(
    client, cast, filled
) -> None:
    client.sign_in(cast.citra, language="en")
    empty = Unit(agency_id=cast.agency.id, name="Unit kosong", code="kosong")
    db.session.add(empty)
    db.session.commit()
    for_all = filled(whom="unit", unit=empty.id)
    assert "At present nobody gets it" in client.post(PREVIEW, data=for_all).text
    assert client.post(FORM, data=for_all).status_code == 302
    assert count() == 1


def test_positions_are_suggested_within_reach(client, cast, filled) -> None:
    become_officer(cast.eko, "Dishub")
    page = client.sign_in(cast.eko, language="en").get(FORM).text
    assert titles_in(page) == {"Analis"}
    assert 'list="titles"' in page
    assert "<datalist" not in client.sign_in(cast.budi).get(FORM).text
    client.sign_in(cast.citra, language="en")
    empty = client.post(PREVIEW, data=filled(whom="position", position=" "))
    assert "Type the position." in empty.text


def test_the_day_is_called_optional_nowhere(client, cast) -> None:
    page = client.sign_in(cast.citra, language="en").get(FORM).text
    label = re.search(r'<label for="due_on">(.*?)</label>', page)[1]
    assert label == "Due date; a mandatory assignment needs one"


def test_people_are_separated_as_it_comes(client, cast, filled) -> None:
    client.sign_in(cast.citra)
    people = f"ana@lentera.example; budi@lentera.example,{NUMBERS['dewi']};"
    client.post(FORM, data=filled(people=people))
    assert holders() == {cast.ana.id, cast.budi.id, cast.dewi.id}


def test_the_preview_says_for_whom(client, cast, filled) -> None:
    for number in range(11):
        create_person(f"p{number:02}", cast.agency)
    client.sign_in(cast.citra, language="en")

    def whom(**sent):
        page = client.post(PREVIEW, data=filled(**sent)).text
        found = re.search(r"For whom</dt>\s*<dd>(.*?)</dd>", page, re.S)
        return " ".join(found[1].split())

    assert whom(people="ana@lentera.example") == "1 person by name: Ana"
    assert whom(whom="unit", unit=unit_id("Disdukcapil")) == "Disdukcapil and below"
    sent = {"whom": "position", "position": "analis"}
    assert whom(**sent) == "Analis"
    assert whom(**sent, unit=unit_id("Dishub")) == "Analis in Dishub and below"
    people = "\n".join(f"p{number:02}@lentera.example" for number in range(11))
    first = ", ".join(f"P{number:02}" for number in range(10))
    assert whom(people=people) == f"11 people by name: {first}, …"


def test_of_several_nothing_is_chosen_beforehand(client, cast, filled) -> None:
    page = client.sign_in(cast.citra, language="en").get(FORM).text
    assert not re.search(r'<input checked[^>]* name="whom"', page)
    answer = client.post(PREVIEW, data={**filled(), "whom": ""})
    assert answer.status_code == 422
    assert "Say for whom it is." in answer.text


@pytest.mark.parametrize(
    ("whom", "left_over"),
    [
        ("unit", {"people": "ana@lentera.example"}),
        ("unit", {"position": "Analis"}),
        ("people", {"unit": "Dishub", "people": "ana@lentera.example"}),
        ("position", {"position": "Analis", "people": "ana@lentera.example"}),
    ],
)
def test_a_field_that_the_choice_leaves_out_is_not_passed_over(
    client, cast, filled, whom, left_over
) -> None:
    client.sign_in(cast.citra, language="en")
    sent = {"unit": "Dishub" if whom == "unit" else "", **left_over}
    sent["unit"] = unit_id(sent["unit"]) if sent["unit"] else ""
    answer = client.post(FORM, data=filled(whom=whom, **sent))
    assert answer.status_code == 422
    assert "filled in" in answer.text
    assert count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"whom": "everyone"},
        {"whom": "people", "people": ""},
        {"whom": "people", "people": "nobody@lentera.example"},
        {"whom": "unit", "unit": ""},
        {"whom": "unit", "unit": "999999"},
        {"whom": "position", "position": "Astronaut"},
        {"whom": "team", "team": "1"},
        {"kind": "urgent"},
        {"kind": "mandatory", "due_on": ""},
        {"kind": "mandatory", "due_on": " "},
        {"due_on": "2020-01-01"},
        {"due_on": "soon"},
        {"due_on": "9999-01-01"},
        {"reason": " "},
        {"reason": "x" * 1001},
        {"form_key": "x" * 41},
    ],
)
@pytest.mark.parametrize("address", [FORM, PREVIEW])
def test_what_makes_no_sense_is_refused(client, cast, filled, address, wrong) -> None:
    client.sign_in(cast.citra)
    assert client.post(address, data=filled(**wrong)).status_code == 422
    assert count() == 0


def test_nobody_assigns_beyond_their_reach(client, cast, filled) -> None:
    client.sign_in(cast.budi)
    for wrong in (
        {"whom": "team", "team": cast.dewi.id},
        {"whom": "people", "people": "dewi@lentera.example"},
        {"whom": "unit", "unit": unit_id("Dishub")},
    ):
        assert client.post(FORM, data=filled(**wrong)).status_code == 422
    assert client.get(f"{FORM}?person={cast.dewi.id}").status_code == 404
    become_officer(cast.eko, "Dishub")
    client.sign_in(cast.eko)
    for wrong in ({}, {"whom": "unit", "unit": unit_id("BKPSDM")}):
        assert client.post(FORM, data=filled(**wrong)).status_code == 422
    assert client.get(f"{FORM}?person={cast.ana.id}").status_code == 404
    assert client.post(FORM, data=filled(people="dewi@lentera.example")).status_code == 302
    assert holders() == {cast.dewi.id}


def test_a_course_that_is_not_there_is_404(client, cast, filled) -> None:
    client.sign_in(cast.citra)
    assert client.get("/assignments/courses/tidak-ada").status_code == 404
    assert client.post("/assignments/courses/tidak-ada", data=filled()).status_code == 404


def test_assigning_is_recorded(client, cast, filled) -> None:
    client.sign_in(cast.citra).post(FORM, data=filled())
    entry, values = recorded("assignment.given")
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert values["kind"] == "mandatory"
    assert values["reason"] == "Dipakai di loket."


# Looking


def test_the_numbers_and_the_list_say_who_is_how_far(client, cast, assign) -> None:
    fani = create_person("fani", cast.agency, "Disdukcapil", "employee")
    people = of_people([cast.ana.id, cast.budi.id, cast.dewi.id, fani.id])
    given = assign(people, course="persetujuan", kind="recommended", due_on=AT.date())
    complete(cast.ana)
    learning.enrol(cast.budi, library.find_live("persetujuan"), at=AT)
    own = queries.find_own(given.id, person_id=cast.dewi.id)
    actions.decline(own, reason="Sedang cuti.", by=cast.dewi, at=AT)
    given.due_on = given.opens_on = (AT - timedelta(days=400)).date()
    leavers = [create_person(name, cast.agency) for name in ("gita", "hadi")]
    for one in leavers:
        held = {"person_id": one.id, "target_id": own.held.target_id, "got_at": AT}
        db.session.add(AssignmentPerson(assignment_id=given.id, **held))
        one.deactivated_at = AT
    db.session.flush()
    complete(leavers[1])
    client.sign_in(cast.citra, language="en")
    address = f"/assignments/{given.id}"
    text = client.get(address).text
    figures = re.findall(r"<strong>(\d+)</strong>", text)
    # Completed, under way, not begun, declined, overdue.
    # Who has left counts only with what they completed.
    assert figures == ["2", "1", "1", "1", "2"]
    assert "Sedang cuti." in text
    shown = {
        show: re.findall(r'<th scope="row">(\w+)', client.get(f"{address}?show={show}").text)
        for show in ("done", "under_way", "not_begun", "declined", "overdue", "")
    }
    assert shown == {
        "done": ["Ana", "Hadi"],
        "under_way": ["Budi"],
        "not_begun": ["Fani"],
        "declined": ["Dewi"],
        "overdue": ["Budi", "Fani"],
        "": ["Ana", "Budi", "Dewi", "Fani", "Hadi"],
    }


def test_the_list_goes_on_by_name(client, cast, assign, monkeypatch) -> None:
    monkeypatch.setattr(progress, "PAGE_SIZE", 2)
    given = assign(of_people([cast.ana.id, cast.budi.id, cast.dewi.id]))
    client.sign_in(cast.citra, language="en")
    page = client.get(f"/assignments/{given.id}").text
    onward = re.search(r'href="([^"]*after=[^"]*)"', page)
    names = re.findall(r'<th scope="row">(\w+)', client.get(onward[1].replace("&amp;", "&")).text)
    assert names == ["Dewi"]


def test_everybody_sees_the_people_they_look_after_alone(client, cast, assign) -> None:
    given = assign(of_people([cast.ana.id, cast.dewi.id]))
    other = assign(of_people([cast.dewi.id]), course="persetujuan")
    client.sign_in(cast.budi, language="en")
    page = client.get(f"/assignments/{given.id}").text
    assert "Ana" in page
    assert "Dewi" not in page
    assert "2 people by name" in page
    assert client.get(f"/assignments/{other.id}").status_code == 404
    listed = client.get("/assignments").text
    assert f'"/assignments/{given.id}"' in listed
    assert f'"/assignments/{other.id}"' not in listed
    assert "2 people by name" in listed
    become_officer(cast.eko, "Dishub")
    client.sign_in(cast.eko, language="en")
    page = client.get(f"/assignments/{given.id}").text
    assert re.findall(r'<th scope="row">(\w+)', page) == ["Dewi"]


def test_the_list_makes_few_queries(client, cast, assign, count_queries) -> None:
    for number in range(6):
        given = assign(kind="recommended", form_key=f"k{number}")
    address = f"/assignments/{given.id}"
    client.sign_in(cast.budi)
    with count_queries() as made:
        client.get("/assignments")
    # Session and person, assignments, whom they are for (2); nobody is counted.
    assert len(made) <= 4, made
    assert not [one for one in made if "course_completion" in one]
    with count_queries() as made:
        client.get(address)
    # Session and person, the assignment, whom it is for (2), people, numbers.
    assert len(made) <= 6, made


def test_the_form_for_somebody_of_the_team_asks_for_it_once(client, cast, count_queries) -> None:
    client.sign_in(cast.budi)
    with count_queries() as made:
        assert client.get(f"{FORM}?person={cast.ana.id}").status_code == 200
    assert len([one for one in made if "team_ids" in one]) == 1


def test_the_file_holds_who_is_how_far(client, cast, assign) -> None:
    given = assign(of_people([cast.ana.id, cast.dewi.id]))
    client.sign_in(cast.budi, language="en")
    job = client.post(f"/assignments/{given.id}/exports", data={"show": ""}).location
    work_off()
    answer = client.get(f"{job}/file")
    assert "filename=assignment-contoh-" in answer.headers["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[1:]] == [["Ana", NUMBERS["ana"]]]
    assert rows[1][4:6] == ["Not begun", given.due_on]
    assert recorded("assignment.exported")[0].actor_id == cast.budi.id


# Withdrawing


def test_a_withdrawal_with_its_reason_takes_it_off_every_page(client, cast, assign) -> None:
    given = assign()
    assert "Citra" in client.sign_in(cast.ana).get("/courses/contoh").text
    client.sign_in(cast.citra, language="en")
    address = f"/assignments/{given.id}/withdrawal"
    assert client.post(address, data={"reason": ""}).status_code == 422
    assert client.get(address).status_code == 405
    for _ in range(2):
        assert client.post(address, data={"reason": "Keliru."}).status_code == 302
    assert "Keliru." in client.get(f"/assignments/{given.id}").text
    assert holders() == {cast.ana.id}
    assert "Citra" not in client.sign_in(cast.ana).get("/courses/contoh").text
    assert recorded("assignment.withdrawn")[1]["reason"] == "Keliru."


def test_who_only_looks_withdraws_nothing(client, cast, assign) -> None:
    given = assign()
    address = f"/assignments/{given.id}/withdrawal"
    assert client.sign_in(cast.budi).post(address, data={"reason": "x"}).status_code == 403
    assert client.sign_in(cast.dewi).post(address, data={"reason": "x"}).status_code == 403
    assert db.session.scalars(select(Assignment.withdrawn_at)).one() is None


# The employee


def test_the_employee_sees_who_why_and_until_when(client, cast, assign, today) -> None:
    assign(due_on=today + 3 * DAY)
    client.sign_in(cast.ana, language="en")
    home = client.get("/").text
    assert "1 thing is due" in home
    assert "Citra assigned you this course" in home
    course = client.get("/courses/contoh").text
    assert "Dipakai di loket." in course
    assert "Decline with a word" not in course
    assert "Mandatory for you, due on" in course
    assert "Voluntary, without a deadline" not in course
    # Who has begun nothing is led to what they must take, not to the catalogue.
    assert re.search(r'<a class="button button-primary" href="/courses/contoh">', home)
    assert "Begin with your first course" not in home
    until = today + 3 * DAY
    assert f"until {until.day} {until:%B %Y}" in home
    assert f"until {until.day} {until:%B %Y}" in client.get("/courses").text


def test_what_is_due_stands_above_the_hours_also_once_it_is_begun(
    client, cast, assign, today
) -> None:
    assign(due_on=today + 3 * DAY)
    client.sign_in(cast.ana)
    for _ in range(2):
        home = client.get("/").text
        assert home.index('id="due"') < home.index('id="hours"')
        client.post("/courses/contoh/enrolment")


def test_a_recommendation_leaves_the_choice_of_the_first_course(client, cast, assign) -> None:
    assign(by=cast.budi, kind="recommended", given_as="supervisor")
    home = client.sign_in(cast.ana, language="en").get("/").text
    assert home.index('id="due"') < home.index("Begin with your first course")


@pytest.mark.parametrize(
    ("days", "tone", "words"), [(3, "warn", "until "), (0, "warn", "until today"), (-1, "bad", "")]
)
def test_a_day_that_has_gone_by_differs_from_one_to_come(
    client, cast, assign, today, days, tone, words
) -> None:
    given = assign()
    given.due_on = day = today + days * DAY
    given.opens_on = min(given.opens_on, day)
    db.session.commit()
    client.sign_in(cast.ana, language="en")
    page = client.get("/").text
    badge = re.search(r'<span class="badge tone-(\w+)[^>]*>.*?</svg>(.*?)</span>', page)
    assert badge[1] == tone
    assert badge[2].startswith(words or f"overdue ({day.day} ")
    course = client.get("/courses/contoh").text
    assert ("Due today." in course) == (days == 0)
    assert ("callout tone-bad" in course) == (days < 0)


def test_what_is_late_is_said_calmly_and_shuts_no_quiz(client, cast, assign, today) -> None:
    given = assign(course="contoh")
    given.opens_on = given.due_on = today - 400 * DAY
    client.sign_in(cast.ana, language="en")
    assert "You can still take it and complete it." in client.get("/courses/contoh").text
    client.post("/courses/contoh/enrolment")
    quiz = client.post("/courses/contoh/modules/ujian-akhir/attempts")
    assert "/attempts/" in quiz.location


def test_of_several_the_mandatory_one_is_shown(client, cast, assign, today) -> None:
    assign(by=cast.budi, kind="recommended", given_as="supervisor", due_on=None)
    assign(due_on=today + 3 * DAY)
    home = client.sign_in(cast.ana, language="en").get("/").text
    assert "1 thing is due" in home
    assert "Citra assigned you this course" in home


def test_what_is_done_is_due_no_more(client, cast, assign) -> None:
    assign(course="persetujuan")
    complete(cast.ana)
    assert queries.open_of(cast.ana.id, at=AT, lang="id") == []


def test_a_recommendation_is_declined_with_a_word(client, cast, assign) -> None:
    given = assign(by=cast.budi, kind="recommended", given_as="supervisor", due_on=None)
    client.sign_in(cast.ana, language="en")
    address = f"/assignments/{given.id}/refusal"
    assert f'href="{address}"' in client.get("/courses/contoh").text
    assert client.get(address).status_code == 200
    assert client.post(address, data={"reason": ""}).status_code == 422
    assert client.post(address, data={"reason": "Sedang cuti."}).location == "/"
    assert "recommends you this course" not in client.get("/").text
    # Another click changes nothing; who enrols after all has nothing to decline any more.
    assert client.post(address, data={"reason": "Lain."}).location == "/"
    held = db.session.scalars(select(AssignmentPerson)).one()
    assert held.declined_because == "Sedang cuti."
    entry, values = recorded("assignment.declined")
    assert entry.subject_id == cast.ana.id
    assert "Sedang cuti." not in values.values()


def test_who_reads_the_word_is_said_before_it_is_written(client, cast, assign) -> None:
    given = assign(kind="recommended")
    address = f"/assignments/{given.id}/refusal"
    page = client.sign_in(cast.ana, language="en").get(address).text
    assert "Your supervisor and the training officers can read it." in page
    client.post(address, data={"reason": "Sedang cuti."})
    for reader in (cast.budi, cast.citra):
        assert "Sedang cuti." in client.sign_in(reader).get(f"/assignments/{given.id}").text


def test_who_declines_and_enrols_after_all_has_it_again(client, cast, assign, today) -> None:
    given = assign(kind="recommended", due_on=today + 3 * DAY)
    client.sign_in(cast.ana, language="en")
    address = f"/assignments/{given.id}/refusal"
    client.post(address, data={"reason": "Sedang cuti."})
    client.post("/courses/contoh/enrolment")
    assert "Citra recommends you this course" in client.get("/").text


def test_who_has_enrolled_declines_no_more(client, cast, assign) -> None:
    given = assign(kind="recommended")
    client.sign_in(cast.ana).post("/courses/contoh/enrolment")
    address = f"/assignments/{given.id}/refusal"
    assert client.get(address).status_code == 404
    assert client.post(address, data={"reason": "x"}).status_code == 404
    assert db.session.scalars(select(AssignmentPerson.declined_at)).one() is None


def test_a_recommendation_says_its_day_in_the_rules(client, cast, assign, today) -> None:
    day = today + 3 * DAY
    assign(kind="recommended", due_on=day)
    page = client.sign_in(cast.ana, language="en").get("/courses/contoh").text
    assert f"Recommended to you, until {day.day} {day:%B %Y}" in page
    assert "Voluntary, without a deadline" not in page


def test_a_recommendation_without_a_day_is_not_called_due(client, cast, assign) -> None:
    assign(kind="recommended", due_on=None)
    page = client.sign_in(cast.ana, language="en").get("/").text
    assert "Citra recommends you this course" in page
    assert "thing is due" not in page


def test_with_a_new_day_the_one_gone_by_is_shown_no_more(cast, assign) -> None:
    assign(due_on=AT.date())
    later = AT + 2 * DAY
    new = assign(due_on=AT.date() + 9 * DAY, at=later)
    assert [one.id for one in queries.open_of(cast.ana.id, at=later, lang="id")] == [new.id]


def test_with_the_name_goes_why_one_was_asked_and_why_not(cast, assign) -> None:
    alone = assign(kind="recommended")
    many = assign(of_people([cast.ana.id, cast.dewi.id]), course="persetujuan")
    own = queries.find_own(alone.id, person_id=cast.ana.id)
    actions.decline(own, reason="Sakit.", by=cast.ana, at=AT)
    actions.withdraw(alone, reason="Ana sakit.", by=cast.citra, at=AT)
    anonymise(cast.ana.id)
    db.session.expire_all()
    assert (alone.reason, alone.withdrawal_reason, own.held.declined_because) == ("", "", "")
    assert many.reason == "Dipakai di loket."
    assert many.withdrawal_reason is None


def test_a_mandatory_course_and_that_of_others_are_not_declined(client, cast, assign) -> None:
    address = f"/assignments/{assign().id}/refusal"
    for method in ("GET", "POST"):
        assert client.sign_in(cast.ana).open(address, method=method).status_code == 403
        assert client.sign_in(cast.dewi).open(address, method=method).status_code == 404


def test_what_somebody_has_is_found_by_an_index(cast, assign) -> None:
    assign()
    for _ in range(40):
        assign(of_people([cast.dewi.id]))
    if not is_sqlite():
        db.session.execute(text("ANALYZE assignment, assignment_person"))
    with statements() as made:
        queries.open_of(cast.ana.id, at=AT, lang="id")
    plan = plan_of(made[0])
    assert "ix_assignment_person_person_id" in plan, plan
    assert read_whole(plan) == []


@pytest.mark.parametrize("role", ["supervisor", "officer"])
def test_the_numbers_and_the_people_of_one_are_found_by_indexes(cast, assign, role, today) -> None:
    given = assign()
    unit = {"unit_id": unit_id("Disdukcapil")} if role == "officer" else {}
    acting(cast.budi, role, **unit)
    whose = progress.Whose(given, cast.budi, today)
    with statements() as made:
        queries.find(given.id, actor=cast.budi, day=today, lang="id")
        progress.counts_of(whose)
        progress.people_of(whose, show="", after=None)
    assert len(made) == 3
    for asked in made:
        whole = read_whole(plan_of(asked))
        assert not [line for line in whole if "assignment_person" in line], whole


def test_a_target_is_one_thing(cast, assign) -> None:
    assign([Target(unit_id=unit_id("Dishub"))])
    row = db.session.scalars(select(AssignmentTarget)).one()
    assert (row.person_id, row.position_id, row.unit_id) == (None, None, unit_id("Dishub"))
