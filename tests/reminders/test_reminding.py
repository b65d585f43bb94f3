"""Who is chosen and told, once, with their JP of now; and who is left out, and why."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select

from app.accounts import roles
from app.accounts.models import Person
from app.accounts.queries import get_actor
from app.audit.models import AuditEntry
from app.db import db
from app.notifications import outbox
from app.notifications.hours import Hours
from app.notifications.models import Delivery, Notice
from app.notifications.preferences import choose
from app.notifications.texts import words_of
from app.org.models import ChosenSupervisor, Unit
from app.records.models import YearTotal
from app.reminders import actions, anonymising, choosing, queries, telling
from app.reminders.choosing import Wanted
from app.reminders.models import ReminderPerson, ReminderRound
from tests.factories.cast import SINCE, create_person
from tests.factories.plans import is_sqlite, plan_of

D = Decimal
# 326 of 365 days: in step with 20 JP is who has 17.87.
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TEAM = Wanted("team", None, "below")
ALL = Wanted("units", None, "below")


def give(person: Person, jp: int, year: int = 2026) -> None:
    db.session.merge(YearTotal(person_id=person.id, year=year, jp=D(jp)))
    db.session.flush()


def actor(person: Person) -> Person:
    return get_actor(person.id, AT)


def send(wanted: Wanted, by: Person, *, key: str = "k", note: str = "", at: datetime = AT):
    return actions.send(wanted, note=note, form_key=key, by=actor(by), at=at)[0]


def tell(at: datetime = AT) -> None:
    after: int | None = 0
    while after is not None:
        after = telling.tell_some(after, at=at)
    db.session.expire_all()


def told() -> list[int]:
    rows = db.session.scalars(select(Notice).order_by(Notice.person_id))
    return [one.person_id for one in rows if one.kind.startswith("reminders.")]


def outcomes(sending: ReminderRound) -> dict[int, str | None]:
    rows = db.session.scalars(select(ReminderPerson).where(ReminderPerson.round_id == sending.id))
    return {one.person_id: one.left_out or (one.told_at and "told") for one in rows}


@pytest.fixture
def team(cast) -> list[Person]:
    """Of Budi: with 0, 5, 18 and 20 of 20 JP; Ana has none."""
    found = []
    for name, jp in (("feri", 0), ("gita", 5), ("hadi", 18), ("indah", 20)):
        person = create_person(name, cast.agency, "Disdukcapil", "employee", supervisor=cast.budi)
        if jp:
            give(person, jp)
        found.append(person)
    db.session.commit()
    return found


@pytest.mark.parametrize(
    ("standing", "names"),
    [
        ("nothing", ["Ana", "Feri"]),
        ("at_risk", ["Gita"]),
        ("below", ["Ana", "Feri", "Gita", "Hadi"]),
    ],
)
def test_those_are_told_who_stand_so(cast, team, standing, names) -> None:
    sending = send(Wanted("team", None, standing), cast.budi)
    assert sending.recipients == len(names)
    tell()
    found = db.session.scalars(select(Person.name).where(Person.id.in_(told())))
    assert sorted(found) == names


def test_an_officer_reminds_a_unit_with_all_below_it(cast, team) -> None:
    unit = db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one()
    send(Wanted("units", unit.id, "below"), cast.citra)
    tell()
    assert told() == [cast.dewi.id]


def test_an_officer_of_a_unit_reaches_nobody_beyond(cast, team) -> None:
    unit = db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one()
    other = create_person("joko", cast.agency, "Dishub", "employee")
    roles.give(other, roles.Wanted("officer", SINCE, unit_id=unit.id), by_id=None)
    db.session.commit()
    count = choosing.count(ALL, actor=actor(other), at=AT)
    # Nobody is reminded by themselves.
    assert count.told == 1
    disdukcapil = db.session.scalars(select(Unit.id).where(Unit.name == "Disdukcapil")).one()
    beyond = choosing.count(Wanted("units", disdukcapil, "below"), actor=actor(other), at=AT)
    assert beyond.chosen == 0
    assert choosing.count(TEAM, actor=actor(other), at=AT).chosen == 0


def test_an_employee_reaches_nobody(cast, team) -> None:
    for wanted in (TEAM, ALL):
        assert choosing.count(wanted, actor=actor(cast.ana), at=AT).chosen == 0


def test_the_words_tell_the_jp_of_now(app, cast, team) -> None:
    send(TEAM, cast.budi, note="Mari kita kejar.")
    give(team[1], 7)
    tell()
    notice = db.session.scalars(select(Notice).where(Notice.person_id == team[1].id)).one()
    db.session.commit()
    with app.test_request_context():
        words = str(words_of(notice))
    assert "Budi" in words
    assert "7 dari 20" in words
    assert "Mari kita kejar." in words
    # What it was when it was sent stays known.
    row = db.session.scalars(
        select(ReminderPerson).where(ReminderPerson.person_id == team[1].id)
    ).one()
    assert (row.hours, row.target) == (D(5), D(20))


def test_who_has_reached_it_meanwhile_is_left_out(cast, team) -> None:
    sending = send(TEAM, cast.budi)
    give(team[1], 20)
    tell()
    assert outcomes(sending)[team[1].id] == "met"
    assert team[1].id not in told()


def test_who_has_left_the_team_meanwhile_is_left_out(cast, team) -> None:
    sending = send(TEAM, cast.budi)
    team[0].deactivated_at = AT
    chosen = select(ChosenSupervisor).where(ChosenSupervisor.person_id == team[1].id)
    db.session.scalars(chosen).one().valid_to = date(2026, 11, 21)
    db.session.commit()
    tell(AT + timedelta(hours=1))
    found = outcomes(sending)
    assert (found[team[0].id], found[team[1].id], found[cast.ana.id]) == ("gone", "gone", "told")


def test_what_its_giver_may_no_more_is_told_to_nobody(cast, team) -> None:
    sending = send(ALL, cast.citra)
    cast.citra.deactivated_at = AT
    db.session.commit()
    tell()
    assert set(outcomes(sending).values()) == {"gone"}


def test_of_a_past_year_nobody_is_told(cast, team) -> None:
    late = datetime(2026, 12, 31, 14, 50, tzinfo=UTC)
    sending = send(TEAM, cast.budi, at=late)
    # 00.10 in Jayapura.
    tell(late + timedelta(minutes=20))
    assert set(outcomes(sending).values()) == {"over"}


def test_nobody_is_reminded_twice_within_a_week_by_whomever(cast, team) -> None:
    send(TEAM, cast.budi)
    tell()
    soon = AT + timedelta(days=6, hours=23)
    count = choosing.count(ALL, actor=actor(cast.citra), at=soon)
    # Besides the four of Budi's team: Budi, Dewi and Eko have no JP either.
    assert (count.chosen, count.recently, count.told) == (7, 4, 3)
    sending = send(ALL, cast.citra, key="other", at=soon)
    assert sending.recipients == 3
    assert outcomes(sending)[cast.ana.id] == "recently"
    later = choosing.count(TEAM, actor=actor(cast.budi), at=AT + timedelta(days=7))
    assert later.recently == 0


def test_of_two_rounds_that_saw_each_other_not_one_is_told(cast, team) -> None:
    first, second = send(TEAM, cast.budi), send(ALL, cast.citra, key="other")
    # As if both had been sent at the same moment.
    row = db.session.scalars(
        select(ReminderPerson).where(
            ReminderPerson.round_id == second.id, ReminderPerson.person_id == cast.ana.id
        )
    ).one()
    row.left_out = None
    db.session.commit()
    tell()
    assert outcomes(first)[cast.ana.id] == "told"
    assert outcomes(second)[cast.ana.id] == "recently"
    assert told().count(cast.ana.id) == 1


def test_the_same_form_sent_twice_is_one_round(cast, team) -> None:
    by = actor(cast.budi)
    first, is_new = actions.send(TEAM, note="", form_key="x", by=by, at=AT)
    again, is_new_again = actions.send(TEAM, note="", form_key="x", by=by, at=AT)
    assert (first.id, is_new, is_new_again) == (again.id, True, False)
    assert db.session.scalar(select(func.count()).select_from(ReminderPerson)) == 4


def test_a_job_killed_between_telling_and_noting_it_tells_once(cast, team, monkeypatch) -> None:
    send(TEAM, cast.budi)
    db.session.commit()

    def die(*_args, **_kwargs) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(telling, "_set", die)
        with pytest.raises(SystemExit):
            telling.tell_some(at=AT)
    db.session.rollback()
    tell()
    tell()
    assert len(told()) == len(set(told())) == 4


def test_portions_go_on_where_the_last_one_ended(cast, team, monkeypatch) -> None:
    monkeypatch.setattr(telling, "CHUNK", 3)
    send(TEAM, cast.budi)
    after = telling.tell_some(at=AT)
    assert after is not None
    assert len(told()) == 3
    assert telling.tell_some(after, at=AT) is None
    assert len(told()) == 4


def test_a_portion_makes_few_statements_besides_those_of_each_notice(
    cast, team, count_queries
) -> None:
    send(TEAM, cast.budi)
    with count_queries() as made:
        telling.tell_some(at=AT)
    besides = [one for one in made if not one.startswith("INSERT INTO notice")]
    # The portion, its giver, the day of the agency, the minimums, the standings, who was told
    # lately, and noting it.
    assert len(besides) <= 9, besides


def test_who_wants_no_mail_about_it_gets_none(cast, team) -> None:
    choose(cast.ana.id, hours=Hours(22, 5, 7), frequencies={"reminders": "never"})
    outbox.connect(sends_mail=True)
    try:
        sending = send(TEAM, cast.budi)
        tell()
        by_name = {one.name: one for one in queries.people_of(sending.id)}
        assert by_name["Ana"].delivery is None
        assert by_name["Feri"].delivery.state == "queued"
        assert db.session.scalar(select(func.count()).select_from(Delivery)) == 3
    finally:
        outbox.connect(sends_mail=False)


def test_the_log_tells_who_has_opened_it(cast, team) -> None:
    sending = send(TEAM, cast.budi)
    tell()
    notice = db.session.scalars(select(Notice).where(Notice.person_id == cast.ana.id)).one()
    notice.mark_read(at=AT)
    db.session.flush()
    found = {one.name: one.opened_at for one in queries.people_of(sending.id)}
    assert found == {"Ana": AT, "Feri": None, "Gita": None, "Hadi": None}
    counts = queries.counts_of(sending.id)
    assert (counts.told, counts.waiting, counts.left_out) == (4, 0, 0)


def test_the_log_stands_by_name_and_can_be_narrowed(cast, team) -> None:
    # Ahead of all others, though the newest.
    create_person("abdul", cast.agency, "Disdukcapil", "employee", supervisor=cast.budi)
    cast.ana.name = "Zahra"
    db.session.flush()
    outbox.connect(sends_mail=True)
    try:
        sending = send(TEAM, cast.budi)
        give(team[1], 20)
        tell()
    finally:
        outbox.connect(sends_mail=False)
    notice = db.session.scalars(select(Notice).where(Notice.person_id == cast.ana.id)).one()
    notice.mark_read(at=AT)
    failed = db.session.scalars(select(Delivery).join(Notice).filter_by(person_id=team[0].id)).one()
    failed.state, failed.finished_at = "failed", AT
    db.session.flush()

    def names(outcome: str) -> list[str]:
        return [one.name for one in queries.people_of(sending.id, outcome=outcome)]

    assert names("") == ["Abdul", "Feri", "Gita", "Hadi", "Zahra"]
    assert names("left_out") == ["Gita"]
    assert names("failed") == ["Feri"]
    assert names("unopened") == ["Abdul", "Feri", "Hadi"]
    # Notices go with their time: then nobody knows who has opened theirs.
    db.session.execute(delete(Delivery))
    db.session.execute(delete(Notice))
    assert names("unopened") == []


def test_it_is_recorded_and_the_sentence_goes_with_its_giver(cast, team) -> None:
    sending = send(TEAM, cast.budi, note="Mari.")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "reminder.sent")).one()
    assert entry.actor_id == cast.budi.id
    anonymising.anonymise(cast.budi.id)
    db.session.expire_all()
    assert sending.note == ""


def test_what_waits_and_a_rounds_page_are_read_by_their_indexes(app) -> None:
    waiting = (
        select(ReminderPerson.id)
        .where(
            ReminderPerson.told_at.is_(None),
            ReminderPerson.left_out.is_(None),
            ReminderPerson.id > 0,
        )
        .order_by(ReminderPerson.id)
        .limit(100)
    )
    without = ("seqscan", "bitmapscan", "sort")
    assert "ix_reminder_person_waiting" in plan_of(waiting, without=without) or not is_sqlite()
    page = (
        select(ReminderPerson.id)
        .where(ReminderPerson.round_id == 1, ReminderPerson.id > 0)
        .order_by(ReminderPerson.id)
    )
    assert "ix_reminder_person_round_id" in plan_of(page, without=without)
    recently = select(Person.id).where(choosing.was_reminded(Person.id, at=AT))
    assert "ix_reminder_person_person_id" in plan_of(recently, without=(*without, "hashjoin"))
