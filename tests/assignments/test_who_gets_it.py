"""Who gets an assignment: persons, a unit with those below it, a position, and who joins later."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import roles
from app.assignments import actions, queries, spreading, tasks, telling
from app.assignments.models import Assignment, AssignmentPerson
from app.assignments.targets import Target, of_people, of_positions, read_people
from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.library import queries as library
from app.org import actions as org
from app.org import units
from app.org.models import Membership, Position, Unit
from tests.assignments.conftest import DAY, TODAY
from tests.certificates.test_certificates import complete
from tests.factories.cast import AT, NUMBERS, SINCE, acting, create_person


def unit_of(name):
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


def position_of(title):
    return db.session.scalars(select(Position.id).where(Position.title == title)).one()


def holders(assignment):
    found = select(AssignmentPerson.person_id).where(
        AssignmentPerson.assignment_id == assignment.id
    )
    return set(db.session.scalars(found))


@pytest.fixture
def at_noon(monkeypatch):
    """The clock of the background work stands at `AT`, or where it is put."""

    def put(at):
        monkeypatch.setattr(clock, "now", lambda: at)

    put(AT)
    return put


def test_people_by_name_get_it(cast, assign) -> None:
    assert holders(assign(of_people([cast.ana.id, cast.dewi.id]))) == {cast.ana.id, cast.dewi.id}


def test_a_unit_gets_it_with_those_below_it(cast, assign) -> None:
    parent = unit_of("Disdukcapil")
    below = units.create(cast.agency, code="L", name="Loket", parent=parent, day=SINCE)
    fani = create_person("fani", cast.agency, "Disdukcapil", "employee")
    post = db.session.scalars(select(Membership).where(Membership.person_id == fani.id)).one()
    post.unit_id = below.id
    assert holders(assign([Target(unit_id=parent.id)])) == {cast.ana.id, cast.budi.id, fani.id}


def test_a_position_gets_it_within_what_the_officer_looks_after(cast, assign) -> None:
    everyone = {cast.ana.id, cast.budi.id, cast.citra.id, cast.dewi.id, cast.eko.id}
    analyst, dishub = position_of("Analis"), unit_of("Dishub").id
    acting(cast.citra, "officer")
    assert holders(assign(of_positions([analyst], None, actor=cast.citra))) == everyone
    narrowed = of_positions([analyst], unit_of("Disdukcapil").id, actor=cast.citra)
    assert holders(assign(narrowed, course="persetujuan")) == {cast.ana.id, cast.budi.id}
    acting(cast.citra, "officer", unit_id=dishub)
    assert of_positions([analyst], None, actor=cast.citra) == [
        Target(position_id=analyst, unit_id=dishub)
    ]


def test_who_joins_later_gets_it_once_and_who_moves_away_keeps_it(cast, assign, at_noon) -> None:
    assignment = assign([Target(unit_id=unit_of("Dishub").id)])
    assert holders(assignment) == {cast.dewi.id}
    org.place(cast.ana, agency=cast.agency, unit="Dishub", position="Analis", day=TODAY)
    org.place(cast.dewi, agency=cast.agency, unit="BKPSDM", position="Analis", day=TODAY)
    db.session.commit()
    for _ in range(2):
        tasks.give_to_newcomers()
    assert holders(assignment) == {cast.ana.id, cast.dewi.id}
    rows = select(func.count()).select_from(AssignmentPerson)
    assert db.session.scalar(rows) == 2


def test_nobody_joins_what_is_over_or_withdrawn(cast, assign, at_noon) -> None:
    dishub = [Target(unit_id=unit_of("Dishub").id)]
    over = assign(dishub, due_on=TODAY)
    withdrawn = assign(dishub, course="persetujuan")
    actions.withdraw(withdrawn, reason="Keliru.", by=cast.citra, at=AT)
    org.place(cast.ana, agency=cast.agency, unit="Dishub", position="Analis", day=TODAY)
    db.session.commit()
    at_noon(AT + timedelta(days=1))
    tasks.give_to_newcomers()
    assert holders(over) == holders(withdrawn) == {cast.dewi.id}


def decline(assignment, person, *, at=AT):
    own = queries.find_own(assignment.id, person_id=person.id)
    actions.decline(own, reason="Sedang cuti.", by=person, at=at)
    db.session.commit()


def asked(*, kind="mandatory", begins=TODAY, due_on=TODAY + 10 * DAY, at=AT, course="contoh"):
    version = library.find_live(course)
    return spreading.Asked(version.course_id, kind, begins, due_on, at)


def test_what_was_declined_does_not_come_back_by_itself(cast, assign, at_noon) -> None:
    one, group = of_people([cast.dewi.id]), [Target(unit_id=unit_of("Dishub").id)]
    first, second = (assign(whom, kind="recommended") for whom in (one, group))
    decline(first, cast.dewi, at=AT + timedelta(minutes=5))
    at_noon(AT + timedelta(hours=1))
    tasks.give_to_newcomers()
    assert [holders(first), holders(second)] == [{cast.dewi.id}, set()]


def test_what_was_declined_may_be_recommended_anew(cast, assign) -> None:
    decline(assign(kind="recommended"), cast.ana)
    later = AT + timedelta(minutes=5)
    again = asked(kind="recommended", at=later)
    assert spreading.count(of_people([cast.ana.id]), again, day=TODAY).get_it == 1
    assert holders(assign(kind="recommended", at=later)) == {cast.ana.id}


@pytest.mark.parametrize(
    ("first", "second", "gets_it"),
    [
        (30, 10, True),
        (10, 10, False),
        (5, 10, False),
        (None, 10, True),
        (10, None, False),
        (None, None, False),
    ],
)
def test_a_later_day_or_none_does_not_stand_in_for_an_earlier(
    cast, assign, first, second, gets_it
) -> None:
    """Days until it is due."""
    days = [left if left is None else TODAY + left * DAY for left in (first, second)]
    assign(kind="recommended", due_on=days[0])
    preview = asked(kind="recommended", due_on=days[1])
    assert spreading.count(of_people([cast.ana.id]), preview, day=TODAY).get_it == gets_it
    assert bool(holders(assign(kind="recommended", due_on=days[1]))) == gets_it


def test_who_let_a_day_go_by_gets_a_new_one(cast, assign, at_noon) -> None:
    assign(due_on=TODAY)
    early = assign([Target(unit_id=unit_of("Disdukcapil").id)], due_on=TODAY + 5 * DAY)
    tomorrow = AT + timedelta(days=1)
    at_noon(tomorrow)
    tasks.give_to_newcomers()
    # What was given while the first day was to come does not follow when it has gone.
    assert cast.ana.id not in holders(early)
    assert cast.ana.id in holders(assign(at=tomorrow, due_on=TODAY + 6 * DAY))


def test_the_clock_looks_only_at_what_somebody_may_still_join(cast, assign) -> None:
    assign()
    to_come = assign(course="persetujuan", opens_on=TODAY + DAY)
    group = assign([Target(unit_id=unit_of("Dishub").id)])
    assert telling.standing(at=AT) == [group.id]
    assert telling.standing(at=AT + timedelta(days=1)) == [to_come.id, group.id]


def test_an_hour_in_which_nobody_joined_writes_nothing(
    cast, assign, at_noon, count_queries
) -> None:
    assign([Target(unit_id=unit_of("Dishub").id)])
    with count_queries() as made:
        tasks.give_to_newcomers()
    assert made
    assert not [one for one in made if not one.lstrip().startswith(("SELECT", "WITH"))]


def test_who_was_left_out_for_what_is_withdrawn_gets_the_other(cast, assign, at_noon) -> None:
    first, second = assign(), assign()
    assert holders(second) == set()
    actions.withdraw(first, reason="Keliru.", by=cast.citra, at=AT)
    db.session.commit()
    tasks.give_to_newcomers()
    assert holders(second) == {cast.ana.id}


def test_before_it_opens_nobody_has_it(cast, assign, at_noon) -> None:
    assignment = assign(opens_on=TODAY + DAY)
    tasks.give_to_newcomers()
    assert holders(assignment) == set()
    at_noon(AT + timedelta(days=1))
    tasks.give_to_newcomers()
    assert holders(assignment) == {cast.ana.id}


def test_the_day_is_that_of_the_agency(cast, assign, at_noon) -> None:
    """22.30 of the day before by UTC is 07.30 in Jayapura."""
    assignment = assign(opens_on=TODAY + DAY)
    at_noon(AT.replace(hour=22, minute=30))
    tasks.give_to_newcomers()
    assert holders(assignment) == {cast.ana.id}


def test_who_has_done_the_course_is_left_out(cast, assign) -> None:
    complete(cast.ana)
    targets = of_people([cast.ana.id, cast.dewi.id])
    assert holders(assign(targets, course="persetujuan")) == {cast.dewi.id}


def test_the_same_is_not_assigned_twice_but_what_binds_more_is(cast, assign) -> None:
    first = assign(kind="recommended")
    again = assign(kind="recommended")
    mandatory = assign()
    after = assign(kind="recommended")
    assert [len(holders(one)) for one in (first, again, mandatory, after)] == [1, 0, 1, 0]


def test_a_leaver_gets_nothing(cast, assign) -> None:
    cast.dewi.deactivated_at = AT
    assert holders(assign([Target(unit_id=unit_of("Dishub").id)])) == set()


def test_two_clicks_are_one_assignment(cast, assign) -> None:
    first, second = assign(form_key="same"), assign(form_key="same")
    assert first.id == second.id
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 1
    changed = assign(of_people([cast.dewi.id]), form_key="same")
    assert changed.id != first.id
    assert holders(changed) == {cast.dewi.id}


def test_the_preview_counts_who_gets_it_and_who_does_not(cast, assign) -> None:
    complete(cast.ana, "persetujuan")
    assign(of_people([cast.dewi.id]), course="persetujuan")
    version = library.find_live("persetujuan")
    everyone = of_people([cast.ana.id, cast.budi.id, cast.dewi.id, cast.eko.id])
    recommended = asked(kind="recommended", course="persetujuan")
    found = spreading.count(everyone, recommended, day=TODAY)
    assert (found.meant, found.done, found.have_it, found.get_it) == (4, 1, 1, 2)
    learning.enrol(cast.eko, version, at=AT)
    again = spreading.count(everyone, asked(course="persetujuan"), day=TODAY)
    assert again == found


def test_people_are_read_from_lines_within_reach(cast) -> None:
    wanted = roles.Wanted("officer", SINCE, unit_id=unit_of("Disdukcapil").id)
    roles.give(cast.budi, wanted, by_id=None)
    acting(cast.budi, "officer", unit_id=unit_of("Disdukcapil").id)
    words = f"ANA@lentera.example\r\n {NUMBERS['budi'][:8]} {NUMBERS['budi'][8:]} \n\n"
    assert read_people(words, actor=cast.budi) == ([cast.budi.id, cast.ana.id], [])
    assert read_people("dewi@lentera.example", actor=cast.budi) == ([], ["dewi@lentera.example"])
