"""Logging, reading and answering, each by whoever may."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.audit.models import ViewLog
from app.coaching import queries
from app.coaching.models import CoachingSession
from app.db import db
from app.kit import clock
from app.records import verifying
from app.records.models import Activity
from tests.coaching.sessions import AT, DAY, FACTS, FORM, confirm, log
from tests.coaching.test_actions import let_verify
from tests.factories.cast import NUMBERS
from tests.factories.plans import is_sqlite, plan_of
from tests.rules.actors import gather

OTHER = {**FORM, "who": "other"}


@pytest.fixture
def ana(client, cast):
    client.sign_in(cast.ana, language="en")
    return cast.ana


@pytest.fixture
def budi(client, cast):
    client.sign_in(cast.budi, language="en")
    return cast.budi


def sessions() -> list[CoachingSession]:
    return list(db.session.scalars(select(CoachingSession).order_by(CoachingSession.id)))


def test_the_supervisor_is_offered_first_and_asked(client, cast, ana) -> None:
    page = client.get("/coaching/new").text
    assert "My supervisor, Budi" in page
    answer = client.post("/coaching", data={**FORM, "who": "supervisor"})
    (session,) = sessions()
    assert answer.location == f"/coaching/{session.id}"
    assert (session.coach_id, session.coachee_id) == (cast.budi.id, ana.id)
    assert session.written_by_id == ana.id


@pytest.mark.parametrize("login", [NUMBERS["eko"], "EKO@lentera.example"])
def test_another_coach_is_found_by_the_whole_nip_or_e_mail(client, cast, ana, login) -> None:
    client.post("/coaching", data={**OTHER, "login": login})
    assert [one.coach_id for one in sessions()] == [cast.eko.id]


def test_who_is_unknown_and_who_has_left_are_told_alike(client, cast, ana) -> None:
    db.session.get_one(Person, cast.eko.id).deactivated_at = clock.now()
    texts = set()
    for login in ("eko@lentera.example", "tidak.ada@lentera.example", "eko", ""):
        answer = client.post("/coaching", data={**OTHER, "login": login})
        assert answer.status_code == 422
        texts.add("Nobody here has this NIP or e-mail" in answer.text)
    assert (texts, sessions()) == ({True}, [])


def test_nobody_coaches_themselves(client, ana) -> None:
    answer = client.post("/coaching", data={**OTHER, "login": "ana@lentera.example"})
    assert (answer.status_code, "This is you" in answer.text) == (422, True)


def test_where_nobody_supervises_a_coach_is_typed(client, cast) -> None:
    client.sign_in(cast.dewi, language="en")
    assert "My supervisor" not in client.get("/coaching/new").text
    data = {**FORM, "who": "supervisor"}
    assert client.post("/coaching", data=data).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"form_id": "16"},
        {"form_id": "x"},
        {"held_on": "2099-01-01"},
        {"held_on": "2020-01-01"},
        {"held_on": ""},
        {"minutes": "0"},
        {"minutes": "481"},
        {"minutes": "x"},
        {"topic": ""},
        {"topic": "x" * 301},
        {"agreed": ""},
        {"agreed": "x" * 2001},
        {"follow_up_on": "2026-11-02"},
        {"follow_up_on": "2199-01-01"},
    ],
)
def test_bad_input_comes_back_with_what_was_typed(client, ana, wrong) -> None:
    data = {**FORM, "who": "supervisor", **wrong}
    answer = client.post("/coaching", data=data)
    assert (answer.status_code, sessions()) == (422, [])
    assert "Membaca dua pedoman." in answer.text or "agreed" in wrong


def test_the_same_form_twice_leads_to_one_session(client, ana) -> None:
    data = {**FORM, "who": "supervisor", "form_key": "abc"}
    first, again = (client.post("/coaching", data=data).location for _ in range(2))
    assert first == again
    assert len(sessions()) == 1


def test_a_supervisor_logs_one_with_the_team_alone(client, cast, budi) -> None:
    page = client.get(f"/coaching/team/new?person={cast.ana.id}").text
    assert f'<option selected value="{cast.ana.id}">' in page
    assert "Dewi" not in page
    client.post("/coaching/team", data={**FORM, "person": str(cast.ana.id)})
    assert [(one.coach_id, one.coachee_id) for one in sessions()] == [(budi.id, cast.ana.id)]
    data = {**FORM, "person": str(cast.dewi.id)}
    assert client.post("/coaching/team", data=data).status_code == 422
    client.sign_in(cast.ana)
    assert client.post("/coaching/team", data=data).status_code == 403


def test_the_team_leads_to_it(client, cast, budi) -> None:
    assert f"/coaching/team/new?person={cast.ana.id}" in client.get("/team").text


def test_what_was_not_confirmed_is_logged_anew_with_what_was_typed(client, cast, budi) -> None:
    session = log(cast.budi, cast.ana, by=cast.budi)
    client.sign_in(cast.ana, language="en")
    answer = {"revision": "1", "reason": "Harinya salah."}
    assert client.post(f"/coaching/{session.id}/refusal", data=answer).status_code == 302
    # Ana did not write it.
    assert "Log the session anew" not in client.get(f"/coaching/{session.id}").text
    assert session.topic not in client.get(f"/coaching/new?again={session.id}").text
    client.sign_in(cast.budi, language="en")
    address = f"/coaching/team/new?again={session.id}"
    assert f'href="{address}"' in client.get(f"/coaching/{session.id}").text
    page = client.get(address).text
    assert f'value="{session.topic}"' in page
    assert f'selected value="{cast.ana.id}"' in page
    assert f'value="{session.held_on}"' in page
    # Nothing of one that still waits, or of others.
    other = log(cast.budi, cast.ana, by=cast.budi, key="other")
    assert other.topic not in client.get(f"/coaching/team/new?again={other.id}").text


def test_what_was_returned_is_logged_anew_by_either(client, cast) -> None:
    let_verify("either", cast)
    session = log(cast.budi, cast.ana, by=cast.budi)
    confirm(session, by=cast.ana)
    addresses = {
        person: f"/coaching/{where}new?again={session.id}"
        for person, where in ((cast.ana, ""), (cast.budi, "team/"))
    }
    for person, address in addresses.items():
        client.sign_in(person, language="en")
        assert session.topic not in client.get(address).text
    entry = db.session.get_one(Activity, session.activity_id)
    verifying.reopen(entry, reason="Harinya salah.", by=cast.citra, at=AT)
    db.session.commit()
    for person, address in addresses.items():
        client.sign_in(person, language="en")
        assert f'href="{address}"' in client.get(f"/coaching/{session.id}").text
        assert f'value="{session.topic}"' in client.get(address).text


def test_the_same_talk_leads_back_to_what_was_typed(client, cast, ana) -> None:
    data = {**FORM, "who": "supervisor", "form_key": "first", "agreed": "Menelepon ibu kota."}
    assert client.post("/coaching", data=data).status_code == 302
    answer = client.post("/coaching", data={**data, "form_key": "second"})
    assert answer.status_code == 409
    assert "logged already" in answer.text
    assert "Menelepon ibu kota." in answer.text
    assert len(sessions()) == 1


def test_the_list_says_whose_turn_it_is(client, cast, budi) -> None:
    log(cast.budi, cast.ana, by=cast.ana)
    assert "waiting for you" in client.get("/coaching?as=coach").text
    client.sign_in(cast.ana, language="en")
    assert "waiting for Budi" in client.get("/coaching").text


def test_the_other_side_confirms_once(client, cast, budi) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    page = client.get(f"/coaching/{session.id}").text
    assert "Confirm this session" in page
    address = f"/coaching/{session.id}/confirmation"
    assert client.get(address).status_code == 405
    assert client.post(address, data={"revision": "1"}).status_code == 302
    assert session.state == "confirmed"
    assert client.post(address, data={"revision": "1"}).status_code == 409
    assert client.post(address, data={"revision": "x"}).status_code == 409


def test_declining_needs_a_reason(client, cast, budi) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    address = f"/coaching/{session.id}/refusal"
    answer = client.post(address, data={"revision": "1", "reason": " "})
    assert (answer.status_code, session.state) == (422, "waiting")
    assert "Say why" in answer.text
    client.post(address, data={"revision": "1", "reason": "Harinya keliru."})
    assert (session.state, session.reason) == ("declined", "Harinya keliru.")
    client.sign_in(cast.ana)
    assert "Harinya keliru." in client.get(f"/coaching/{session.id}").text


def test_the_writer_changes_and_withdraws_while_it_waits(client, cast, ana) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    assert client.get(f"/coaching/{session.id}/editing").status_code == 200
    client.post(f"/coaching/{session.id}", data={**FORM, "minutes": "30"})
    assert (session.minutes, session.revision) == (30, 2)
    answer = client.post(f"/coaching/{session.id}", data={**FORM, "minutes": "20"})
    assert (answer.status_code, session.minutes) == (409, 30)
    client.post(f"/coaching/{session.id}/withdrawal", data={"revision": "2"})
    assert session.state == "withdrawn"
    assert client.get(f"/coaching/{session.id}/editing").status_code == 302


def test_a_session_is_for_the_two_and_for_whoever_verifies_it(client, cast) -> None:
    session = log(cast.eko, cast.ana, by=cast.ana)
    people = gather(cast)

    def may_see() -> set[str]:
        found = set()
        for name, person in people.items():
            if (
                person
                and client.sign_in(db.session.merge(person))
                .get(f"/coaching/{session.id}")
                .status_code
                == 200
            ):
                found.add(name)
        return found

    assert may_see() == {"ana", "author"}
    confirm(sessions()[0], by=db.session.get_one(Person, cast.eko.id))
    assert may_see() == {"ana", "author", "supervisor", "officer", "unit_officer", "admin"}
    viewed = db.session.execute(select(ViewLog.subject_id, ViewLog.what)).all()
    assert set(viewed) == {(cast.ana.id, "coaching.session")}


def test_whoever_verifies_reads_both_names_as_the_evidence(client, cast) -> None:
    session = log(cast.eko, cast.ana, by=cast.ana)
    confirm(session, by=cast.eko)
    page = client.sign_in(cast.citra, language="en").get(f"/verifications/{session.activity_id}")
    assert "Eko coached Ana on" in page.text
    assert f'href="/coaching/{session.id}"' in page.text
    # Nobody can mend it, so it is verified or rejected.
    assert 'value="rejected"' in page.text
    assert 'value="returned"' not in page.text


def test_the_entry_in_the_record_is_read_and_not_changed(client, cast, ana) -> None:
    session = log(cast.eko, cast.ana, by=cast.ana)
    confirm(session, by=cast.eko)
    page = client.get(f"/record/entries/{session.activity_id}").text
    assert "Take back" not in page
    answer = client.post(
        f"/record/entries/{session.activity_id}/withdrawal", data={"revision": "2"}
    )
    assert answer.status_code == 409


def test_the_list_tells_both_sides_narrows_and_goes_on(client, cast, ana, count_queries) -> None:
    for place in range(queries.PAGE_SIZE + 1):
        facts = replace(FACTS, topic=f"Pertemuan {place}")
        log(cast.budi, cast.ana, by=cast.ana, facts=facts, key=str(place))
    first = client.get("/coaching").text
    assert first.count('<th scope="row">') == queries.PAGE_SIZE
    last = sessions()[1].id
    assert f"before={last}" in first
    rest = client.get(f"/coaching?before={last}").text
    assert rest.count('<th scope="row">') == 1
    assert "No session matches." in client.get("/coaching?state=declined").text
    assert "You have coached nobody yet" in client.get("/coaching?as=coach").text
    client.sign_in(cast.budi, language="en")
    assert "Ana" in client.get("/coaching?as=coach").text
    with count_queries() as made:
        client.get("/coaching?as=coach")
    # Whose session it is, what settings hold, unread notices, the sessions, and what waits.
    assert len(made) <= 6, made


@pytest.mark.parametrize("is_coach", [True, False])
def test_a_list_is_read_by_its_index(cast, is_coach) -> None:
    statement = (
        queries._rows()
        .where(
            (CoachingSession.coach_id if is_coach else CoachingSession.coachee_id) == cast.ana.id
        )
        .order_by(CoachingSession.id.desc())
        .limit(26)
    )
    plan = plan_of(statement, without=("seqscan", "sort", "bitmapscan"))
    assert f"ix_coaching_session_coach{'' if is_coach else 'ee'}_id" in plan
    assert not is_sqlite() or "TEMP B-TREE" not in plan


def test_a_session_of_today_may_be_logged_and_of_a_year_ago_not(client, ana) -> None:
    day = (clock.now() - timedelta(days=380)).date().isoformat()
    data = {**FORM, "who": "supervisor", "held_on": day}
    assert client.post("/coaching", data=data).status_code == 422


def test_before_it_is_verified_both_read_what_it_would_count(client, cast, ana) -> None:
    """Of the third session of a month nothing does; 2 JP each, at most two a month."""
    for place, verifier in enumerate(("either", "either", "officer")):
        let_verify(verifier, cast)
        facts = replace(FACTS, held_on=DAY + timedelta(days=place))
        session = log(cast.budi, ana, by=ana, facts=facts, key=str(place))
        confirm(session, by=cast.budi)
    db.session.commit()
    for person in (ana, cast.budi):
        client.sign_in(person, language="en")
        page = client.get(f"/coaching/{session.id}").text
        assert "Once it is verified, 0 JP count for Ana." in page
        assert "at most 2 sessions" in page
