"""The officer's page of other terms for a quiz."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts import actions as accounts
from app.db import db
from app.kit.errors import Conflict
from app.learning import override_lists, overrides
from app.learning.models import QuizOverride
from app.learning.overrides import OtherTerms, Target
from app.org.models import Unit
from app.quizzes.quizzes import find_quiz
from tests.factories.cast import AT, NUMBERS, create_person

PAGE = "/quizzes/contoh/ujian-akhir/terms"


@pytest.fixture
def officer(client, cast):
    return client.sign_in(cast.citra, language="en")


@pytest.fixture
def module_id(app):
    return find_quiz("contoh", "ujian-akhir").module_id


def fields(**changed):
    """What a browser sends for somebody ill: empty fields too."""
    sent = {"whom": "person", "person": "ana@lentera.example", "unit": "", "reason": "Sakit."}
    sent |= {"opens_at": "", "closes_at": "", "extra_minutes": "10", "attempts": "", "seen": "0"}
    return {**sent, **changed}


def held():
    statement = select(QuizOverride).where(QuizOverride.withdrawn_at.is_(None))
    return db.session.scalars(statement.order_by(QuizOverride.id)).all()


def unit_id(name):
    return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


def test_an_officer_gives_a_person_other_terms(officer, cast, module_id) -> None:
    answer = officer.post(PAGE, data=fields(closes_at="2026-11-30T17:00", attempts="3"))
    assert answer.location == PAGE
    (given,) = held()
    assert (given.module_id, given.person_id, given.unit_id) == (module_id, cast.ana.id, None)
    # Citra's clock is her agency's in Papua, nine hours before UTC.
    assert given.closes_at == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    assert (given.opens_at, given.extra_minutes, given.attempts) == (None, 10, 3)
    assert (given.reason, given.given_by_id) == ("Sakit.", cast.citra.id)
    page = officer.get(PAGE).text
    for told in ("Ana", "Monday, 30 November 2026, 17:00 WIT", "3 attempts in all", "Sakit."):
        assert told in page


def test_the_officer_s_own_time_zone_counts(client, cast) -> None:
    cast.citra.time_zone = "Asia/Jakarta"
    client.sign_in(cast.citra).post(PAGE, data=fields(opens_at="2026-11-24T08:00"))
    assert held()[0].opens_at == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_the_form_names_the_zone_as_people_say_it(client, cast) -> None:
    cast.citra.time_zone = "Asia/Makassar"
    page = client.sign_in(cast.citra, language="en").get(PAGE).text
    assert "Your time zone: WITA." in page


def test_units_are_offered_below_their_parents(officer, cast) -> None:
    below = Unit(agency_id=cast.agency.id, code="Z", name="Bidang", parent_id=unit_id("Dishub"))
    db.session.add(below)
    db.session.commit()
    page = officer.get(PAGE).text
    offered = [
        row.split("<")[0] for row in page.split('name="unit"')[1].split("</select>")[0].split(">")
    ]
    assert [one for one in offered if one.strip()] == [
        *("Choose a unit", "BKPSDM", "Disdukcapil", "Dishub", "\u2003Bidang")
    ]


def test_a_person_is_found_by_nip_too(officer, cast) -> None:
    officer.post(PAGE, data=fields(person=NUMBERS["ana"]))
    assert held()[0].person_id == cast.ana.id


def test_terms_for_a_unit_and_for_everyone(officer, cast) -> None:
    office = unit_id("Disdukcapil")
    officer.post(PAGE, data=fields(whom="unit", unit=str(office), person="siapa@saja"))
    officer.post(PAGE, data=fields(whom="everyone", unit=str(office)))
    assert [(one.person_id, one.unit_id) for one in held()] == [(None, office), (None, None)]
    page = officer.get(PAGE).text
    assert "Disdukcapil and below" in page


def test_terms_given_again_replace_the_old_ones(officer, cast) -> None:
    officer.post(PAGE, data=fields())
    officer.post(PAGE, data=fields(extra_minutes="20", seen=str(held()[0].id)))
    assert [one.extra_minutes for one in held()] == [20]
    old = db.session.scalars(select(QuizOverride).order_by(QuizOverride.id)).first()
    assert (old.extra_minutes, old.withdrawn_by_id) == (10, cast.citra.id)
    assert "Withdrawn terms" in officer.get(PAGE).text


def test_who_did_not_see_the_newer_terms_is_told_and_may_then_decide(officer, cast) -> None:
    officer.post(PAGE, data=fields())
    answer = officer.post(PAGE, data=fields(extra_minutes="20"))
    assert answer.status_code == 409
    assert "Somebody has given other terms for the same people meanwhile" in answer.text
    assert 'value="20"' in answer.text
    assert [one.extra_minutes for one in held()] == [10]
    assert f'name="seen" type="hidden" value="{held()[0].id}"' in answer.text


@pytest.mark.parametrize("whom", ["everyone", "person", "unit"])
def test_the_database_refuses_two_in_force_for_the_same(cast, module_id, whom) -> None:
    target = {"person": {"person_id": cast.ana.id}, "unit": {"unit_id": unit_id("Dishub")}}
    for attempts in (3, 4):
        db.session.add(
            QuizOverride(
                module_id=module_id,
                attempts=attempts,
                reason="Sakit.",
                given_by_id=cast.citra.id,
                given_at=AT,
                **target.get(whom, {}),
            )
        )
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_two_officers_who_looked_before_either_saved(cast, module_id) -> None:
    terms = {"reason": "Sakit.", "seen": 0, "by_id": cast.citra.id, "at": AT}
    for target in (Target(), Target(person_id=cast.ana.id), Target(unit_id=unit_id("Dishub"))):
        overrides.give(module_id, target, OtherTerms(attempts=3), **terms)
        with pytest.raises(Conflict, match=r"override\.newer"):
            overrides.give(module_id, target, OtherTerms(attempts=4), **terms)
    assert [one.attempts for one in held()] == [3, 3, 3]


def test_terms_are_withdrawn_once_and_kept(officer, cast) -> None:
    officer.post(PAGE, data=fields())
    address = f"{PAGE}/{held()[0].id}/withdrawal"
    assert officer.get(address).status_code == 405
    assert officer.post(address).location == PAGE
    assert held() == []
    first = db.session.scalars(select(QuizOverride.withdrawn_at)).one()
    page = officer.post(address, follow_redirects=True).text
    assert "Somebody has withdrawn these terms before you." in page
    assert db.session.scalars(select(QuizOverride.withdrawn_at)).one() == first


def test_terms_of_another_quiz_cannot_be_withdrawn_here(officer, cast) -> None:
    officer.post(PAGE, data=fields())
    other = f"/quizzes/contoh/kuis-latihan/terms/{held()[0].id}/withdrawal"
    assert officer.post(other).status_code == 404
    assert len(held()) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"extra_minutes": ""}, "Say what is different: a time, minutes or attempts."),
        ({"reason": "  "}, "Say why; the reason stays with the terms."),
        ({"person": "tidak@ada"}, "Nobody has this e-mail address or NIP."),
        ({"person": ""}, "Nobody has this e-mail address or NIP."),
        ({"whom": "unit"}, "Choose a unit."),
        ({"whom": "unit", "unit": "2147483000"}, "Not a valid choice."),
        ({"whom": "semua"}, "Not a valid choice."),
        ({"extra_minutes": "-1"}, "Give minutes from 0 to 1440."),
        ({"extra_minutes": "sepuluh"}, "Not a valid integer value."),
        ({"attempts": "0"}, "Give a number from 1 to 100."),
        ({"opens_at": "besok"}, "Not a valid datetime value."),
        ({"closes_at": "0001-01-01T00:00"}, "Check the year."),
        (
            {"opens_at": "2026-11-24T08:00", "closes_at": "2026-11-24T08:00"},
            "It must close after it opens.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_and_what_was_typed_stays(officer, changed, told) -> None:
    answer = officer.post(PAGE, data=fields(reason="Sakit lama.") | changed)
    assert answer.status_code == 422
    assert told in answer.text
    assert held() == []
    if "reason" not in changed:
        assert "Sakit lama.</textarea>" in answer.text


def test_a_long_list_is_read_page_by_page(officer, cast, module_id, monkeypatch) -> None:
    monkeypatch.setattr(override_lists, "PAGE_SIZE", 2)
    for name in ("satu", "dua", "tiga"):
        person = create_person(name)
        overrides.give(
            module_id,
            Target(person_id=person.id),
            OtherTerms(attempts=3),
            reason="Sakit.",
            seen=0,
            by_id=cast.citra.id,
            at=AT,
        )
    page = officer.get(PAGE).text
    assert "Tiga" in page
    assert "Satu" not in page
    second = officer.get(f"{PAGE}?before={held()[1].id}").text
    assert "Satu" in second
    assert "Tiga" not in second


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/1/withdrawal"])
@pytest.mark.parametrize("name", ["ana", "eko", "budi"])
def test_only_officers_may(client, cast, name, path) -> None:
    client.sign_in(getattr(cast, name))
    assert client.post(path, data=fields()).status_code == 403
    assert client.get(PAGE).status_code == 403
    assert held() == []


def test_who_is_not_signed_in_is_asked_to(client, cast) -> None:
    assert client.get(PAGE).location.startswith("/sign-in")
    assert client.post(PAGE, data=fields()).location.startswith("/sign-in")
    assert held() == []


@pytest.mark.parametrize(
    "path", ["/quizzes/contoh/lanjutan/terms", "/quizzes/contoh/x/terms", "/quizzes/x/y/terms"]
)
def test_what_is_no_quiz_has_no_terms(officer, path) -> None:
    assert officer.get(path).status_code == 404
    assert officer.post(path, data=fields()).status_code == 404


def test_a_closed_account_cannot_be_given_terms(officer, cast) -> None:
    gone = accounts.create_person(name="Gita", email="gita@lentera.example", password=None, at=AT)
    gone.deactivated_at = AT
    assert officer.post(PAGE, data=fields(person="gita@lentera.example")).status_code == 422


def test_changing_terms_keeps_what_is_not_changed(officer, cast) -> None:
    officer.post(PAGE, data=fields(closes_at="2026-11-30T17:00", attempts="3"))
    page = officer.get(f"{PAGE}?edit={held()[0].id}").text
    assert f"{PAGE}?edit={held()[0].id}#give" in page
    # As it was typed: the officer's clock, not the one of the database.
    for kept in ("2026-11-30T17:00", "ana@lentera.example", "10", "3"):
        assert f'value="{kept}"' in page
    assert "Sakit.</textarea>" in page


def test_terms_of_a_unit_are_changed_for_the_same_unit(officer, cast) -> None:
    unit = unit_id("Disdukcapil")
    officer.post(PAGE, data=fields(whom="unit", person="", unit=str(unit)))
    page = officer.get(f"{PAGE}?edit={held()[0].id}").text
    assert f'<option selected value="{unit}">' in page
    assert 'checked id="whom-1"' in page


def test_only_terms_in_force_of_this_quiz_can_be_changed(officer, cast) -> None:
    officer.post(PAGE, data=fields())
    given = held()[0].id
    assert officer.get(f"/quizzes/contoh/kuis-latihan/terms?edit={given}").status_code == 404
    officer.post(f"{PAGE}/{given}/withdrawal")
    assert officer.get(f"{PAGE}?edit={given}").status_code == 404


@pytest.mark.parametrize(
    ("changed", "whom"),
    [
        ({"closes_at": "2001-01-20T17:00"}, "Ana"),
        ({"closes_at": "2001-01-20T17:00", "whom": "everyone"}, "everyone"),
        ({"closes_at": "2001-01-20T17:00", "whom": "unit"}, "Disdukcapil"),
    ],
)
def test_terms_that_close_the_quiz_at_once_say_so(officer, cast, changed, whom) -> None:
    unit = str(unit_id("Disdukcapil")) if changed.get("whom") == "unit" else ""
    officer.post(PAGE, data=fields(unit=unit) | changed)
    assert f"With these terms the quiz is closed at once for {whom}." in officer.get(PAGE).text


def test_closing_for_a_person_before_it_opens_for_everyone_is_told(officer, cast) -> None:
    officer.post(PAGE, data=fields(whom="everyone", opens_at="2099-12-10T08:00"))
    assert "closed at once" not in officer.get(PAGE).text
    officer.post(PAGE, data=fields(closes_at="2099-12-05T17:00"))
    assert "the quiz is closed at once for Ana." in officer.get(PAGE).text


def test_a_person_is_filled_in_from_other_pages(officer, cast) -> None:
    page = officer.get(f"{PAGE}?person={cast.ana.id}").text
    assert 'value="ana@lentera.example"' in page
    assert officer.get(f"{PAGE}?person=2147483000").status_code == 200
