"""Who is told what about assignments: at the beginning, a week and a day before, and afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.assignments import actions, notices, queries, reminding, tasks, telling
from app.assignments.targets import of_people
from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.library import queries as library
from app.notifications.models import Notice
from tests.assignments.conftest import DAY, TODAY, read_whole, statements
from tests.certificates.test_certificates import complete
from tests.factories.cast import AT, create_person
from tests.factories.plans import plan_of


def told(person):
    found = select(Notice.kind).where(
        Notice.person_id == person.id, Notice.kind.startswith("assignments.")
    )
    return [
        kind.removeprefix("assignments.") for kind in db.session.scalars(found.order_by(Notice.id))
    ]


@pytest.fixture
def run(monkeypatch):
    """The background work, so many days after `AT`."""

    def work(days=0):
        monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=days))
        tasks.tell_assigned()
        tasks.remind()

    return work


def test_everybody_is_told_once_with_giver_day_and_reason(client, cast, assign, run) -> None:
    assign()
    run()
    run()
    assert told(cast.ana) == ["mandatory"]
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    assert "Citra assigned you the course" in page
    assert "It is due on 2 December 2026." in page
    assert "Reason: Dipakai di loket." in page


def test_a_proposal_is_a_recommendation(client, cast, assign, run) -> None:
    assign(by=cast.budi, kind="recommended", given_as="supervisor", due_on=None)
    run()
    assert told(cast.ana) == ["recommended"]
    assert "Budi recommends you" in client.sign_in(cast.ana, language="en").get("/notices").text


def test_reminders_come_a_week_and_a_day_before_and_afterwards_once_each(cast, assign, run) -> None:
    assign()
    for day in range(20):
        run(day)
        run(day)
    assert told(cast.ana) == ["mandatory", "due-soon", "due", "overdue"]


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (2, []),
        (3, ["due-soon"]),
        (8, ["due-soon"]),
        (9, ["due"]),
        (10, ["due"]),
        (11, ["overdue"]),
        (17, ["overdue"]),
        (18, []),
    ],
)
def test_after_a_standstill_only_what_is_nearest_is_told(cast, assign, run, days, kinds) -> None:
    """Due on the tenth day after."""
    assign()
    run()
    run(days)
    assert told(cast.ana) == ["mandatory", *kinds]


def test_who_was_told_of_it_within_the_week_is_not_told_again_at_once(cast, assign, run) -> None:
    assign(due_on=TODAY + 5 * DAY)
    run()
    run(1)
    assert told(cast.ana) == ["mandatory"]
    run(4)
    assert told(cast.ana) == ["mandatory", "due"]


def test_who_has_completed_it_declined_it_or_left_is_not_reminded(cast, assign, run) -> None:
    given = assign(
        of_people([cast.ana.id, cast.dewi.id, cast.eko.id]),
        course="persetujuan",
        kind="recommended",
    )
    run()
    complete(cast.ana)
    own = queries.find_own(given.id, person_id=cast.dewi.id)
    actions.decline(own, reason="Sudah pernah.", by=cast.dewi, at=AT)
    cast.eko.deactivated_at = AT
    db.session.commit()
    run(4)
    three = (cast.ana, cast.dewi, cast.eko)
    assert [told(one) for one in three] == [["recommended-until"]] * 3


def test_nothing_is_told_of_what_was_withdrawn(cast, assign, run) -> None:
    early, late = assign(), assign(course="persetujuan")
    actions.withdraw(early, reason="Keliru.", by=cast.citra, at=AT)
    db.session.commit()
    run()
    actions.withdraw(late, reason="Keliru.", by=cast.citra, at=AT)
    db.session.commit()
    run(5)
    assert told(cast.ana) == ["mandatory", "withdrawn"]


def test_a_supervisor_is_told_of_a_refusal_with_its_word(client, cast, assign, run) -> None:
    given = assign(by=cast.budi, kind="recommended", given_as="supervisor", due_on=None)
    own = queries.find_own(given.id, person_id=cast.ana.id)
    for _ in range(2):
        actions.decline(own, reason="Sedang cuti.", by=cast.ana, at=AT)
    db.session.commit()
    assert told(cast.budi) == ["declined"]
    page = client.sign_in(cast.budi, language="en").get("/notices").text
    assert "Ana has declined the course" in page
    assert "Reason: Sedang cuti." in page


def test_many_are_told_in_portions(cast, assign, run, monkeypatch) -> None:
    people = [create_person(f"p{number}", cast.agency) for number in range(5)]
    monkeypatch.setattr(telling, "CHUNK", 2)
    assign(of_people([one.id for one in people]))
    run()
    assert [told(one) for one in people] == [["mandatory"]] * 5
    run(4)
    assert [told(one) for one in people] == [["mandatory", "due-soon"]] * 5


def test_one_that_cannot_be_told_holds_up_no_other_task(cast, assign, run, monkeypatch) -> None:
    first = assign()
    assign(of_people([cast.dewi.id]), course="persetujuan")
    run()
    real = reminding.remind

    def broken(due, after, *, at):
        if due.assignment_id == first.id:
            raise RuntimeError("broken")
        return real(due, after, at=at)

    monkeypatch.setattr(reminding, "remind", broken)
    run(4)
    assert told(cast.ana) == ["mandatory"]
    assert told(cast.dewi) == ["mandatory", "due-soon"]


@pytest.mark.parametrize("chunk", [1, 100])
def test_one_person_who_cannot_be_told_holds_up_nobody_else(
    cast, assign, run, monkeypatch, caplog, chunk
) -> None:
    real = notices.notify

    def broken(person_id, **words):
        if person_id == cast.ana.id:
            raise RuntimeError("broken")
        real(person_id, **words)

    monkeypatch.setattr(telling, "CHUNK", chunk)
    monkeypatch.setattr(notices, "notify", broken)
    assign(of_people([cast.ana.id, cast.dewi.id]))
    run()
    assert (told(cast.ana), told(cast.dewi)) == ([], ["mandatory"])
    assert "could not be told" in caplog.text
    monkeypatch.setattr(notices, "notify", real)
    run()
    assert told(cast.ana) == ["mandatory"]
    monkeypatch.setattr(notices, "notify", broken)
    run(4)
    assert (told(cast.ana), told(cast.dewi)) == (["mandatory"], ["mandatory", "due-soon"])


def test_a_recommendation_tells_until_when(client, cast, assign, run) -> None:
    assign(kind="recommended")
    run()
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    assert "Citra recommends you the course" in page
    assert ", until 2 December 2026." in page


def test_of_two_for_one_course_only_what_binds_more_reminds(cast, assign, run) -> None:
    assign(by=cast.budi, kind="recommended", given_as="supervisor", due_on=TODAY + 9 * DAY)
    assign(due_on=TODAY + 12 * DAY)
    run()
    for day in range(4, 20):
        run(day)
    first = ["recommended-until", "mandatory"]
    assert told(cast.ana) == [*first, "due-soon", "due", "overdue"]


def test_a_day_that_has_gone_by_leaves_the_reminding_to_the_next(cast, assign, run) -> None:
    assign(due_on=TODAY)
    run()
    run(8)
    assign(due_on=TODAY + 20 * DAY, at=AT + timedelta(days=8))
    run(9)
    run(19)
    assert told(cast.ana) == ["mandatory", "mandatory", "due"]


def test_who_declines_and_enrols_after_all_is_reminded(cast, assign, run) -> None:
    given = assign(kind="recommended")
    run()
    own = queries.find_own(given.id, person_id=cast.ana.id)
    actions.decline(own, reason="Sedang cuti.", by=cast.ana, at=AT)
    learning.enrol(cast.ana, library.find_live("contoh"), at=AT)
    db.session.commit()
    run(4)
    assert told(cast.ana) == ["recommended-until", "due-soon"]


def test_a_withdrawal_is_told_to_whom_it_concerns(client, cast, assign, run) -> None:
    fani = create_person("fani", cast.agency)
    everyone = [cast.ana, cast.dewi, cast.eko, fani]
    given = assign(of_people([one.id for one in everyone]), course="persetujuan")
    run()
    complete(cast.ana)
    assign(of_people([fani.id]), course="persetujuan", due_on=TODAY + 5 * DAY)
    cast.eko.deactivated_at = AT
    actions.withdraw(given, reason="Keliru.", by=cast.citra, at=AT)
    db.session.commit()
    for _ in range(2):
        run()
    # Ana has finished, Eko has left, Fani is asked by another.
    assert [told(one)[1:] for one in everyone] == [[], ["withdrawn"], [], ["mandatory"]]
    page = client.sign_in(cast.dewi, language="en").get("/notices").text
    assert "You are no longer asked to take the course" in page
    assert "Keliru." not in page


def test_who_had_not_been_told_yet_hears_of_no_withdrawal(cast, assign, run) -> None:
    actions.withdraw(assign(), reason="Keliru.", by=cast.citra, at=AT)
    db.session.commit()
    run()
    run(1)
    assert told(cast.ana) == []


def test_what_is_told_is_found_by_indexes(cast, assign) -> None:
    given = assign()
    with statements() as made:
        telling.tell_new(at=AT)
        for kind in (notices.DUE, notices.WITHDRAWN):
            reminding.remind(reminding.Due(given.id, kind, AT), at=AT)
    new, *later = [plan_of(one) for one in made if "LIMIT" in str(one)]
    assert "ix_assignment_person_untold" in new
    assert len(later) == 2
    assert [read_whole(plan) for plan in later] == [[], []]
