"""Rules by which hours count: shown, entered with a preview, ended; and who is computed anew."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import RoleGrant
from app.audit.models import AuditEntry
from app.db import db, writing
from app.jobs.models import Job
from app.kit.errors import Conflict
from app.records import crediting, impact, ruling, tasks
from app.records.closing import Cause
from app.records.models import Activity, ActivityDay, JpCredit
from app.reference.models import JpRule
from app.reference.queries import rules_of
from tests.factories.jobs import follow, work_off
from tests.records.law import rule

D = Decimal
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
E_LEARNING, COACHING, WORKSHOP, SEMINAR = 16, 14, 4, 9
LOWER = {"valid_from": "2026-03-01", "basis": "programme", "daily_cap": "2"}


def enter(person, form_id: int, first: date, last: date | None = None, **values) -> Activity:
    """As the record has it, with its credits."""
    shares = values.pop("shares", {})
    activity = Activity(
        person_id=person.id,
        form_id=form_id,
        title=values.pop("title", "Kegiatan"),
        provider="BKPSDM",
        starts_on=first,
        ends_on=last or first,
        created_at=AT,
        **values,
    )
    db.session.add(activity)
    db.session.flush()
    for day, jp in shares.items():
        db.session.add(ActivityDay(activity_id=activity.id, day=day, jp=D(jp)))
    db.session.flush()
    crediting.recompute([person.id], cause=Cause(activity_id=activity.id), at=AT)
    db.session.commit()
    return activity


def read(person, *days: date, jp: str = "3") -> Activity:
    """An online course with so many JP on each day."""
    total = D(jp) * len(days)
    shares = dict.fromkeys(days, jp)
    return enter(person, E_LEARNING, min(days), max(days), jp_raw=total, shares=shares)


def credited(person) -> Decimal:
    statement = select(func.sum(JpCredit.credited)).join(Activity)
    return db.session.scalar(statement.where(Activity.person_id == person.id)) or D(0)


def previewed(client, address: str, data: dict[str, str]):
    """The page that the preview's job leads to."""
    return client.get(follow(client, client.post(address, data=data)).location)


def box_of(page) -> list[str]:
    """People, their JP now and afterwards."""
    box = page.text.split('class="rule-box"')[1].split("</section>")[0]
    return [value.split("<")[0] for value in box.split("<dd>")[1:]]


@pytest.fixture
def citra(client, cast):
    return client.sign_in(cast.citra, language="en")


def test_the_list_tells_how_each_form_counts(citra) -> None:
    page = citra.get("/jp-rules").text
    assert "5 JP a day; 7 abroad" in page
    assert "2 JP each; 4 abroad; at most 2 a month" in page
    assert "the hours of the programme; at most 3 JP a day, 4 abroad" in page


def test_the_preview_counts_whom_it_concerns_and_changes_nothing(citra, cast) -> None:
    # Before March nothing changes; 3 − 2 = 1 less on each of two days. Dewi has 2: nothing changes.
    read(cast.ana, date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 3))
    read(cast.dewi, date(2026, 3, 2), jp="2")
    page = previewed(citra, "/jp-rules/16/previews", LOWER)
    assert page.status_code == 200
    assert box_of(page) == ["1", "9", "7"]
    assert credited(cast.ana) == 9
    assert len(rules_of(E_LEARNING)) == 1


def test_a_new_rule_ends_the_one_before_and_is_carried_out(citra, cast) -> None:
    read(cast.ana, date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 3))
    done = follow(citra, citra.post("/jp-rules/16", data=LOWER))
    assert done.location == "/jp-rules/16"
    old, new = rules_of(E_LEARNING)
    assert (old.valid_to, new.valid_from, new.valid_to) == (
        date(2026, 2, 28),
        date(2026, 3, 1),
        None,
    )
    # 3 in February, 2 + 2 in March
    assert credited(cast.ana) == 7
    assert "People whose credits changed: 1." in citra.get("/jp-rules/16").text
    (entry,) = db.session.scalars(select(AuditEntry).filter_by(action="jp-rule.entered"))
    assert entry.actor_id == cast.citra.id


def test_a_rule_holds_until_the_next_that_is_planned(cast) -> None:
    ruling.enter(rule(WORKSHOP, "day", jp=8, since=date(2027, 1, 1)), by=cast.citra)
    ruling.enter(rule(WORKSHOP, "day", jp=6, since=date(2026, 6, 1)), by=cast.citra)
    assert [(row.jp, row.valid_from, row.valid_to) for row in rules_of(WORKSHOP)] == [
        (5, date(2018, 1, 1), date(2026, 5, 31)),
        (6, date(2026, 6, 1), date(2026, 12, 31)),
        (8, date(2027, 1, 1), None),
    ]


def test_a_rule_from_the_same_day_takes_the_place_of_the_other(cast) -> None:
    enter(cast.ana, WORKSHOP, date(2026, 3, 2))
    first, _ = ruling.enter(rule(WORKSHOP, "day", jp=60, since=date(2026, 3, 1)), by=cast.citra)
    again, _ = ruling.enter(rule(WORKSHOP, "day", jp=6, since=date(2026, 3, 1)), by=cast.citra)
    assert first is again
    assert [row.jp for row in rules_of(WORKSHOP)] == [5, 6]


def test_what_does_not_concern_the_time_stays(cast) -> None:
    read(cast.ana, date(2026, 2, 2))
    read(cast.dewi, date(2026, 3, 2))
    change = ruling.entering(rule(E_LEARNING, daily_cap=1, since=date(2026, 3, 1)))
    found = impact.impact_of(change)
    assert (found.people, found.before, found.after) == (1, 3, 1)
    ids = impact.people_with(E_LEARNING, change.since, change.until)
    assert db.session.scalars(ids).all() == [cast.dewi.id]


def test_an_ended_rule_counts_no_more(citra, cast) -> None:
    enter(cast.ana, WORKSHOP, date(2026, 3, 2), date(2026, 3, 3))
    (held,) = rules_of(WORKSHOP)
    address = f"/jp-rules/{WORKSHOP}/{held.id}"
    assert citra.get(f"{address}/ending").status_code == 200
    preview = previewed(citra, f"{address}/ending-previews", {"last_day": "2026-03-02"})
    assert box_of(preview) == ["1", "10", "5"]
    assert credited(cast.ana) == 10
    follow(citra, citra.post(f"{address}/ending", data={"last_day": "2026-03-02"}))
    # 2 March by the rule, 3 March without one
    assert credited(cast.ana) == 5
    assert "3 March 2026: no rule for “Workshop” held" in (
        citra.sign_in(cast.ana, language="en").get("/record?year=2026").text
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": ""},
        {"valid_from": "0026-01-01"},
        {"basis": "weekly"},
        {"basis": "day"},
        {"jp": "4"},
        {"daily_cap": "0"},
        {"daily_cap": "-1"},
        {"daily_cap": "tiga"},
        {"daily_cap": "NaN"},
        {"daily_cap": "2.345"},
        {"international_factor": "0.5"},
        {"international_factor": "abc"},
        {"international_factor": "120"},
        {"basis": "day", "jp": "4", "international_jp": "6", "international_factor": "1.2"},
        {"monthly_sessions": "0"},
    ],
)
def test_a_rule_that_cannot_be_is_refused(citra, wrong) -> None:
    for address in ("/jp-rules/16/previews", "/jp-rules/16"):
        assert citra.post(address, data={**LOWER, **wrong}).status_code == 422
    assert len(rules_of(E_LEARNING)) == 1


@pytest.mark.parametrize("day", ["", "2017-12-31", "gestern"])
def test_a_rule_ends_on_a_day_on_which_it_holds(citra, day) -> None:
    (held,) = rules_of(WORKSHOP)
    for step in ("ending", "ending-previews"):
        answer = citra.post(f"/jp-rules/{WORKSHOP}/{held.id}/{step}", data={"last_day": day})
        assert answer.status_code == 422
    assert held.valid_to is None


def test_rules_of_another_form_and_unknown_ones_are_not_found(citra) -> None:
    (held,) = rules_of(WORKSHOP)
    for address in ("/jp-rules/99", "/jp-rules/99/new", f"/jp-rules/9/{held.id}/ending"):
        assert citra.get(address).status_code == 404


@pytest.mark.parametrize("page", ["/jp-rules/16/previews", "/jp-rules/4/4/ending-previews"])
def test_what_is_sent_is_not_read(citra, page) -> None:
    assert citra.get(page).status_code == 405


def test_others_may_not(client, cast) -> None:
    for person in (cast.ana, cast.budi, cast.eko):
        client.sign_in(person)
        assert client.get("/jp-rules").status_code == 403
        assert client.post("/jp-rules/16", data=LOWER).status_code == 403


def test_the_job_can_be_done_again(citra, cast) -> None:
    read(cast.ana, date(2026, 3, 2))
    follow(citra, citra.post("/jp-rules/16", data=LOWER))
    written = db.session.execute(select(JpCredit.__table__)).all()
    citra.post("/jp-rules/16", data=LOWER)
    work_off()
    assert db.session.execute(select(JpCredit.__table__)).all() == written


def test_computing_again_writes_nothing(cast, count_queries) -> None:
    activity = read(cast.ana, date(2026, 3, 2), date(2026, 3, 3), jp="5")
    with count_queries() as made:
        cause = Cause(activity_id=activity.id)
        assert crediting.recompute([cast.ana.id], cause=cause, at=AT) == 0
    assert not [one for one in made if not one.lstrip().upper().startswith("SELECT")]
    # People, rules, entries, their days, credits
    assert len(made) == 5


def test_what_is_not_verified_does_not_count(cast) -> None:
    for state in ("draft", "returned", "rejected"):
        enter(cast.ana, WORKSHOP, date(2026, 3, 2), state=state)
    sent = {"state": "proposed", "proposed_at": AT, "waits_for": "officer"}
    enter(cast.ana, WORKSHOP, date(2026, 3, 2), **sent)
    assert credited(cast.ana) == 0
    enter(cast.ana, WORKSHOP, date(2026, 3, 2), state="verified")
    assert credited(cast.ana) == 5


def test_entries_of_many_forms_are_told_on_the_record(client, cast) -> None:
    for day in (2, 9, 16):
        enter(cast.ana, COACHING, date(2026, 3, day), title=f"Sesi {day}")
    enter(cast.ana, WORKSHOP, date(2026, 3, 2), date(2026, 3, 3), is_international=True)
    page = client.sign_in(cast.ana, language="en").get("/record?year=2026").text
    assert "16 March 2026: 0 of 2 JP count" in page
    assert "at most 2 sessions of “Coaching” count in one month" in page
    # 2 × 5 in the country, 2 × 7 abroad
    assert "Abroad: 10 JP are worth 14." in page
    assert credited(cast.ana) == 18


def test_the_database_refuses_a_rule_that_contradicts_itself(cast) -> None:
    db.session.add(JpRule(form_id=16, valid_from=date(2030, 1, 1), basis="programme", jp=D(3)))
    with pytest.raises(IntegrityError, match="ck_jp_rule_jp"):
        db.session.flush()


def test_what_was_saved_is_computed_though_the_officer_has_lost_the_role(citra, cast) -> None:
    read(cast.ana, date(2026, 3, 2))
    watched = citra.post("/jp-rules/16", data=LOWER).location
    db.session.execute(delete(RoleGrant).where(RoleGrant.person_id == cast.citra.id))
    work_off()
    assert credited(cast.ana) == 2
    # The result is for officers alone.
    assert citra.get(watched).status_code == 404


def test_a_preview_is_for_officers_and_for_who_asked(citra, client, cast) -> None:
    job = follow(citra, citra.post("/jp-rules/16/previews", data=LOWER)).location
    assert citra.get(job).status_code == 200
    assert citra.get(job.replace("/16/", "/4/")).status_code == 404
    assert client.sign_in(cast.ana).get(job).status_code == 403
    other = db.session.scalars(select(Job)).one()
    other.person_id = cast.dewi.id
    db.session.commit()
    assert client.sign_in(cast.citra).get(job).status_code == 404


def test_two_clicks_compute_once_and_other_terms_once_more(citra) -> None:
    for cap in ("2", "2", "1"):
        citra.post("/jp-rules/16", data={**LOWER, "daily_cap": cap})
    assert len(db.session.scalars(select(Job)).all()) == 2


def test_hours_that_move_into_another_year_are_a_difference(cast) -> None:
    """4 + 4 JP by the day, or 8 on the last day: 8 either way, but in other years."""
    ruling.enter(rule(WORKSHOP, "day", jp=4), by=cast.citra)
    enter(cast.ana, WORKSHOP, date(2026, 12, 31), date(2027, 1, 1))
    found = impact.impact_of(ruling.entering(rule(WORKSHOP, "activity", jp=8)))
    assert (found.people, found.before, found.after) == (1, 8, 8)


def test_an_end_that_was_set_stays_with_the_rule_that_takes_over(citra, cast) -> None:
    (held,) = rules_of(WORKSHOP)
    ruling.end(held, date(2026, 6, 30), by=cast.citra)
    typed = {"valid_from": "2026-03-01", "basis": "day", "jp": "6"}
    page = previewed(citra, f"/jp-rules/{WORKSHOP}/previews", typed)
    assert "30 June 2026" in page.text
    follow(citra, citra.post(f"/jp-rules/{WORKSHOP}", data=typed))
    assert [row.valid_to for row in rules_of(WORKSHOP)] == [date(2026, 2, 28), date(2026, 6, 30)]


def test_a_rule_after_an_end_says_that_it_has_none(citra, cast) -> None:
    (held,) = rules_of(WORKSHOP)
    ruling.end(held, date(2026, 6, 30), by=cast.citra)
    typed = {"valid_from": "2026-08-01", "basis": "day", "jp": "6"}
    assert "no end" in previewed(citra, f"/jp-rules/{WORKSHOP}/previews", typed).text


def test_a_planned_rule_is_withdrawn_whole(citra, cast) -> None:
    (held,) = rules_of(WORKSHOP)
    ruling.end(held, date(2035, 12, 31), by=cast.citra)
    planned, _ = ruling.enter(rule(WORKSHOP, "day", jp=8, since=date(2030, 1, 1)), by=cast.citra)
    db.session.commit()
    assert "Withdraw" in citra.get(f"/jp-rules/{WORKSHOP}").text
    done = citra.post(f"/jp-rules/{WORKSHOP}/{planned.id}/withdrawal")
    assert done.location == f"/jp-rules/{WORKSHOP}"
    # As before it was entered.
    assert [(row.id, row.valid_to) for row in rules_of(WORKSHOP)] == [(held.id, date(2035, 12, 31))]
    (entry,) = db.session.scalars(select(AuditEntry).filter_by(action="jp-rule.withdrawn"))
    assert entry.actor_id == cast.citra.id


def test_a_rule_that_has_begun_or_is_used_is_not_withdrawn(citra, client, cast) -> None:
    (held,) = rules_of(WORKSHOP)
    address = f"/jp-rules/{WORKSHOP}/{held.id}/withdrawal"
    assert citra.get(address).status_code == 405
    assert citra.post(address).status_code == 409
    planned, _ = ruling.enter(rule(WORKSHOP, "day", jp=8, since=date(2030, 1, 1)), by=cast.citra)
    enter(cast.ana, WORKSHOP, date(2030, 1, 2))
    with pytest.raises(Conflict, match="begun"):
        ruling.withdraw(planned, by=cast.citra, today=date(2026, 11, 22))
    client.sign_in(cast.ana)
    assert client.post(address).status_code == 403
    assert client.sign_in(cast.citra).post("/jp-rules/4/9999/withdrawal").status_code == 404


def test_an_entry_without_hours_over_new_year_stands_on_the_record(client, cast) -> None:
    enter(cast.ana, SEMINAR, date(2026, 12, 31), date(2027, 1, 1), title="Seminar")
    page = client.sign_in(cast.ana, language="en").get("/record?year=2026").text
    # 4 JP a day
    assert "The rest of its 8 JP belongs to 2027." in page


def test_the_job_rests_between_small_portions(citra, cast, monkeypatch) -> None:
    """Nothing is held meanwhile: whoever waits to write comes in."""
    rests: list[tuple[float, bool]] = []

    def rest(seconds: float) -> None:
        rests.append((seconds, writing.get()))

    monkeypatch.setattr(tasks, "sleep", rest)
    monkeypatch.setattr(tasks, "CHUNK", 2)
    for person in (cast.ana, cast.budi, cast.citra, cast.dewi, cast.eko):
        read(person, date(2026, 3, 2))
    follow(citra, citra.post("/jp-rules/16", data=LOWER))
    # 5 people are 3 portions; a tenth of a second is how often SQLite looks again.
    assert rests == [(pytest.approx(0.2), False)] * 2
    assert credited(cast.eko) == 2


def test_the_preview_names_what_the_rule_replaces(citra) -> None:
    text = " ".join(previewed(citra, "/jp-rules/4/previews", WORKSHOP_6).text.split())
    assert "1 March 2026 – no end" in text
    assert "5 JP a day; 7 abroad" in text
    assert "1 January 2018 – no end" in text
    assert "goes altogether" not in text
    same = {**WORKSHOP_6, "valid_from": "2018-01-01"}
    assert "goes altogether" in previewed(citra, "/jp-rules/4/previews", same).text


WORKSHOP_6 = {"valid_from": "2026-03-01", "basis": "day", "jp": "6"}


def test_a_rule_before_the_first_is_a_slip_of_the_year(citra) -> None:
    for address in ("/jp-rules/4/previews", "/jp-rules/4"):
        answer = citra.post(address, data={**WORKSHOP_6, "valid_from": "2017-12-31"})
        assert answer.status_code == 422
        assert "The first rule of this form begins on 1 January 2018." in answer.text


@pytest.mark.parametrize(("abroad", "warns"), [("1", True), ("2", False), ("3", False)])
def test_a_smaller_limit_abroad_is_warned_of(citra, abroad, warns) -> None:
    typed = {**LOWER, "international_daily_cap": abroad}
    page = previewed(citra, "/jp-rules/16/previews", typed).text
    assert ("Abroad less counts than in the country" in page) is warns
