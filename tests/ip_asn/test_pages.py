"""One's own simulation, the page of a person and those of units: what is known, and who sees it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.accounts import roles
from app.audit.models import AuditEntry, ViewLog
from app.db import db
from app.ip_asn import queries, versions
from app.ip_asn.settings import DISCIPLINE
from app.org import anonymising, merits
from app.org.models import Membership, Merit, Position
from app.records.models import Activity
from app.settings import actions as settings
from tests.factories.cast import SINCE, acting
from tests.factories.plans import plan_of
from tests.records.test_year import enter

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
D = Decimal


@pytest.fixture(autouse=True)
def frozen(time_machine):
    time_machine.move_to(AT, tick=False)


def post_of(person) -> Membership:
    return db.session.scalars(select(Membership).filter_by(person_id=person.id)).one()


def give_kind(person, kind: str) -> None:
    """A position of their own, since others may hold the same."""
    post = post_of(person)
    position = Position(agency_id=1, title=f"{kind} {person.id}", kind=kind)
    position.agency_id = db.session.get(Position, post.position_id).agency_id
    db.session.add(position)
    db.session.flush()
    post.position_id = position.id
    db.session.commit()


def attend(person, form_id: int, day: date, *, state: str = "verified") -> None:
    db.session.add(
        Activity(
            person_id=person.id,
            form_id=form_id,
            state=state,
            title="Seminar",
            provider="BKPSDM",
            starts_on=day,
            ends_on=day,
            created_at=AT,
            proposed_at=AT,
            waits_for="officer",
        )
    )
    db.session.commit()


def type_in(person, by, *, education="s1", performance="good", discipline=None) -> None:
    merits.keep(
        person,
        education=education,
        performance=performance,
        discipline=discipline,
        by=by,
        at=AT,
    )
    db.session.commit()


def known(person):
    return queries.known_of(person.id, versions.get_terms(DAY), day=DAY)


def keep_sanctions(by) -> None:
    settings.change(DISCIPLINE, "yes", by_id=by.id, at=AT)
    db.session.commit()


def test_the_record_says_what_it_knows(cast) -> None:
    give_kind(cast.ana, "functional")
    enter(cast.ana, (date(2025, 3, 1), 20))
    enter(cast.ana, (date(2026, 3, 1), "4.5"))
    attend(cast.ana, 2, date(2011, 5, 1))
    attend(cast.ana, 9, date(2025, 1, 1))
    type_in(cast.ana, cast.citra)
    found = known(cast.ana)
    assert found.years == [(2025, 20), (2026, D("4.5"))]
    assert (found.inputs.kind, found.inputs.jp) == ("functional", 20)
    assert (found.inputs.has_training, found.inputs.has_seminar) == (True, True)
    assert (found.inputs.education, found.inputs.performance) == ("s1", "good")


def test_what_is_too_old_or_not_verified_or_of_others_does_not_count(cast) -> None:
    give_kind(cast.ana, "structural")
    enter(cast.ana, (date(2024, 3, 1), 20))
    # Functional training is not what a structural position asks for.
    attend(cast.ana, 2, date(2025, 5, 1))
    attend(cast.ana, 9, date(2024, 12, 31))
    attend(cast.ana, 9, date(2026, 1, 1), state="proposed")
    attend(cast.budi, 9, date(2026, 1, 1))
    found = known(cast.ana).inputs
    assert (found.has_training, found.jp, found.has_seminar) == (False, 0, False)


def test_everybody_sees_their_own(client, cast) -> None:
    give_kind(cast.ana, "pelaksana")
    enter(cast.ana, (date(2026, 3, 1), 20))
    type_in(cast.ana, cast.citra)
    client.sign_in(cast.ana, language="en")
    assert 'href="/ip-asn"' in client.get("/record").text
    page = client.get("/ip-asn").text
    # 15 + 22.5 + 25 + 5: sanctions are not kept, so there is none, as in the average of the unit.
    assert "67.5" in page
    assert "Not all answers are known" not in page
    assert "Sanctions are not kept here" in page
    assert "not the official index" in page
    assert "+17.5 points" in page


def test_what_somebody_tries_is_computed_and_not_stored(client, cast) -> None:
    client.sign_in(cast.ana, language="en")
    tried = {
        "kind": "pelaksana",
        "education": "s1",
        "training": "",
        "jp": "20",
        "seminar": "no",
        "performance": "good",
        "discipline": "none",
    }
    answer = client.post("/ip-asn/simulation", data=tried)
    assert answer.status_code == 200
    assert "67.5" in answer.text
    assert "Category: Low" in answer.text
    assert db.session.scalars(select(Merit)).all() == []
    assert client.get("/ip-asn/simulation").location == "/ip-asn"


@pytest.mark.parametrize(
    "wrong", [{"kind": "boss"}, {"education": "x"}, {"jp": "banyak"}, {"jp": "-1"}, {"jp": "NaN"}]
)
def test_an_answer_that_cannot_be_is_refused(client, cast, wrong) -> None:
    client.sign_in(cast.ana)
    assert client.post("/ip-asn/simulation", data=wrong).status_code == 422


def test_an_officer_types_what_the_record_does_not_know(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    address = f"/ip-asn/people/{cast.ana.id}"
    assert "discipline" not in client.get(address).text.split("<form method")[-1]
    sent = {"education": "s2", "performance": "", "discipline": "heavy"}
    assert client.post(address, data=sent).location == address
    row = db.session.get(Merit, cast.ana.id)
    assert (row.education, row.performance, row.discipline) == ("s2", None, None)
    entry = db.session.scalars(select(AuditEntry).filter_by(action="merit.typed")).one()
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert client.post(address, data={"education": "s9"}).status_code == 422
    assert db.session.scalars(select(ViewLog.what)).all()[:1] == ["ip-asn.person"]


def test_nobody_types_it_of_themselves(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    address = f"/ip-asn/people/{cast.citra.id}"
    assert "Another training officer enters this of you." in client.get(address).text
    assert client.post(address, data={"education": "s3", "performance": ""}).status_code == 403
    assert db.session.get(Merit, cast.citra.id) is None


def test_sanctions_are_kept_only_where_the_agency_says_so(client, cast) -> None:
    keep_sanctions(cast.citra)
    client.sign_in(cast.citra)
    address = f"/ip-asn/people/{cast.ana.id}"
    client.post(address, data={"education": "s2", "performance": "", "discipline": "heavy"})
    assert db.session.get(Merit, cast.ana.id).discipline == "heavy"
    assert known(cast.ana).inputs.discipline == "heavy"


def test_who_is_out_of_reach_is_not_found_and_who_may_not_is_told(client, cast) -> None:
    address = f"/ip-asn/people/{cast.dewi.id}"
    unit = post_of(cast.ana).unit_id
    roles.give(cast.eko, roles.Wanted("officer", SINCE, unit_id=unit), by_id=None)
    db.session.commit()
    client.sign_in(cast.eko)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert client.get(f"/ip-asn/units?unit={post_of(cast.dewi).unit_id}").status_code == 404
    assert client.get(f"/ip-asn/units?unit={unit}").status_code == 200
    for person in (cast.ana, cast.budi):
        client.sign_in(person)
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
        assert client.get("/ip-asn/units").status_code == 403


def test_a_unit_shows_its_average_and_what_would_raise_it(client, cast) -> None:
    for person in (cast.ana, cast.budi):
        give_kind(person, "pelaksana")
    enter(cast.ana, (date(2026, 3, 1), 20))
    type_in(cast.ana, cast.citra)
    type_in(cast.budi, cast.citra, performance="very_good")
    client.sign_in(cast.citra, language="en")
    page = client.get(f"/ip-asn/units?unit={post_of(cast.ana).unit_id}").text
    # Ana 15 + 22.5 + 25 + 5 = 67.5, Budi 15 + 0 + 30 + 5 = 50: 58.75 on average
    assert "58.75" in page
    # A seminar for both; 20 JP for Budi: 22.5 ÷ 2; performance for Ana: 5 ÷ 2
    for rise in ("+17.5", "+11.25", "+2.5"):
        assert rise in page


def test_pages_make_a_fixed_number_of_queries(client, cast, count_queries) -> None:
    client.sign_in(cast.citra)
    for address in ("/ip-asn/units", f"/ip-asn/people/{cast.ana.id}", "/ip-asn"):
        client.get(address)
        with count_queries() as before:
            client.get(address)
        for person in (cast.ana, cast.budi, cast.dewi, cast.eko):
            type_in(person, cast.citra)
            attend(person, 9, date(2026, 2, 1))
        with count_queries() as after:
            client.get(address)
        assert len(after) == len(before) <= 30


def test_trainings_of_a_form_are_found_by_the_index(cast) -> None:
    terms = versions.get_terms(DAY)
    plan = plan_of(queries.among(terms, actor=acting(cast.citra, "officer"), day=DAY, at=AT))
    assert "ix_activity_form_id" in plan
    assert "SCAN activity" not in plan
    assert "Seq Scan on activity" not in plan


def test_what_was_typed_goes_with_the_name(cast) -> None:
    type_in(cast.ana, cast.citra)
    type_in(cast.budi, cast.citra)
    anonymising.anonymise(cast.ana.id)
    assert db.session.scalars(select(Merit.person_id)).all() == [cast.budi.id]
