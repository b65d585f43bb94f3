"""What is listed as odd, with planted cases, and what is not."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import true

from app.db import db
from app.kit import clock
from app.library import queries as library
from app.org import actions as org
from app.quizzes import actions, integrity
from app.quizzes.integrity import Alike, Sheet, alike, candidates, telling
from app.quizzes.integrity_answers import alike_answers
from app.quizzes.integrity_data import quick_attempts, shared_devices
from app.quizzes.models import AttemptTerms
from app.quizzes.quizzes import find_quiz
from tests.factories import answers
from tests.factories.cast import SINCE, create_person

PAGE = "/quizzes/contoh/ujian-akhir/integrity"
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = AT.date()
# The four questions of the little course's final, counted by hand: 7 + 6, 7 + 4 + 4, 7 + 4, 5.
WORDS = 44
# 44 words at 400 a minute.
READING_TIME = timedelta(seconds=6.6)


def sheet(number, *wrong):
    return Sheet(number, number, frozenset(wrong))


def wrong_in(*questions, answer="a"):
    return [(question, answer) for question in questions]


def taken(person, *, right=True, seconds=60, module="ujian-akhir", device=None, change=None):
    """An attempt that is handed in after `seconds`; `change` alters the posted answers."""
    quiz = find_quiz("contoh", module)
    attempt = actions.start(
        person_id=person.id,
        quiz=quiz.version,
        course_version_id=quiz.course_version_id,
        terms=AttemptTerms(),
        at=AT,
        device=device,
    )
    fields = {}
    for name, values in answers.form(attempt, right=right).items():
        slot, _, rest = name[1:].partition("-")
        fields.setdefault(int(slot), {})[rest] = values
    if change:
        change(attempt, fields)
    actions.save_answers(attempt.id, person_id=person.id, fields=fields, at=AT)
    done = actions.submit(attempt, at=AT + timedelta(seconds=seconds))
    db.session.flush()
    return done


def final():
    return find_quiz("contoh", "ujian-akhir")


def pairs():
    return [
        (unit, {sheet.person_id for sheet in pair.sheets}, pair.same, pair.wrong, pair.both)
        for unit, pair in alike_answers(final(), whose=true(), day=DAY)
    ]


def test_the_words_of_a_question_are_those_to_read_before_answering(app) -> None:
    from app.content.questions import load

    versions = [version for _, version in library.questions_of(final().version.id)]
    counts = [integrity.words_of(load(version.body)) for version in versions]
    assert counts == [13, 15, 11, 5]


def test_reading_takes_a_minute_for_four_hundred_words():
    assert integrity.reading_time(400) == timedelta(minutes=1)
    assert integrity.reading_time(WORDS) == READING_TIME


def test_who_passes_quicker_than_reading_takes_is_listed_with_the_figures(cast) -> None:
    taken(cast.ana, seconds=6)
    taken(cast.budi, seconds=7)
    (found,) = quick_attempts(final(), whose=true())
    assert (found.person_id, found.number, found.words) == (cast.ana.id, 1, WORDS)
    assert (found.taken, found.reading_time) == (timedelta(seconds=6), READING_TIME)


def test_who_hands_in_quickly_without_passing_is_not_listed(cast) -> None:
    taken(cast.ana, seconds=2, right=False)
    assert quick_attempts(final(), whose=true()) == []


def test_the_oddest_stands_on_top(cast) -> None:
    taken(cast.ana, seconds=5)
    taken(cast.budi, seconds=2)
    assert [one.person_id for one in quick_attempts(final(), whose=true())] == [
        cast.budi.id,
        cast.ana.id,
    ]


def test_later_attempts_that_build_on_the_last_are_meant_to_be_short(cast) -> None:
    taken(cast.ana)
    taken(cast.ana, seconds=2)
    quiz = final()
    assert [one.number for one in quick_attempts(quiz, whose=true())] == [2]
    quiz.version.settings = {**quiz.version.settings, "builds_on_last": True}
    assert quick_attempts(quiz, whose=true()) == []


def test_the_same_wrong_answers_in_one_unit_are_listed_with_the_figures(cast) -> None:
    for person in (cast.ana, cast.budi, cast.dewi):
        taken(person, right=False)
    # Dewi gave them too, but works elsewhere.
    assert pairs() == [("Disdukcapil", {cast.ana.id, cast.budi.id}, 4, (4, 4), 4)]


def test_three_same_wrong_answers_are_too_few(cast) -> None:
    def leave_one(attempt, fields):
        fields[answers.slot_of(attempt, "q-terbit")] = {"text": [""], "seq": ["1"]}

    taken(cast.ana, right=False)
    taken(cast.budi, right=False, change=leave_one)
    assert pairs() == []


def test_right_answers_never_make_people_alike(cast) -> None:
    taken(cast.ana)
    taken(cast.budi)
    assert pairs() == []


def test_case_makes_no_other_answer_and_other_words_do(cast) -> None:
    def write(text):
        def change(attempt, fields):
            fields[answers.slot_of(attempt, "q-terbit")]["text"] = [text]

        return change

    fajar = create_person("fajar", cast.agency, "Disdukcapil", "employee")
    taken(cast.ana, right=False, change=write("Ijazah"))
    taken(cast.budi, right=False, change=write("ijazah"))
    taken(fajar, right=False, change=write("medali"))
    assert [people for _, people, *_ in pairs()] == [{cast.ana.id, cast.budi.id}]


def test_only_first_attempts_are_compared(cast) -> None:
    taken(cast.ana)
    taken(cast.ana, right=False)
    taken(cast.budi, right=False)
    assert pairs() == []


def test_the_unit_of_today_counts(cast) -> None:
    taken(cast.ana, right=False)
    taken(cast.budi, right=False)
    org.place(cast.budi, agency=cast.agency, unit="Dishub", position="Analis", day=DAY)
    assert pairs() == []
    assert alike_answers(final(), whose=true(), day=SINCE) != []


def test_agreement_is_measured_on_the_questions_both_were_asked():
    one = sheet(1, *wrong_in(1, 2, 3, 4, 5), *wrong_in(6, 7, answer="x"))
    other = sheet(2, *wrong_in(1, 2, 3, 4, 5), (8, "y"))
    asked = {1: set(range(1, 8)), 2: {1, 2, 3, 4, 5, 8}}
    # 6 and 7 were drawn for the one alone, 8 for the other.
    assert list(alike([(one, other)], asked)) == [Alike((one, other), 5, (5, 5), 5)]
    everything = {1: set(range(1, 9)), 2: set(range(1, 9))}
    # Now 5 of 7 and 5 of 6: 71 and 83 per cent.
    assert list(alike([(one, other)], everything)) == []


def test_four_of_five_is_alike_and_four_of_six_is_not():
    asked = {number: set(range(1, 10)) for number in (1, 2, 3)}
    four, five = sheet(1, *wrong_in(1, 2, 3, 4)), sheet(2, *wrong_in(1, 2, 3, 4, 5))
    six = sheet(3, *wrong_in(1, 2, 3, 4, 6, 7))
    found = list(alike([(four, five), (four, six)], asked))
    assert [(pair.sheets, pair.same, pair.wrong) for pair in found] == [((four, five), 4, (4, 5))]


@pytest.mark.parametrize(
    ("givers", "people", "is_left_out"),
    [(50, 199, True), (50, 200, False), (49, 100, False), (300, 1000, True)],
)
def test_what_fifty_and_more_than_a_quarter_of_a_unit_gave_says_nothing(
    givers, people, is_left_out
):
    rest = wrong_in(2, 3, 4, 5)
    sheets = [sheet(number, (1, "a"), *rest[: 4 if number < 2 else 0]) for number in range(givers)]
    left = telling(sheets, people=people)
    # Two have enough wrong answers without the common one.
    assert [one.attempt_id for one in left] == [0, 1]
    assert [len(one.wrong) for one in left] == ([4, 4] if is_left_out else [5, 5])


def test_a_common_mistake_makes_nobody_of_a_big_unit_alike(client, cast, monkeypatch) -> None:
    for person in (cast.ana, cast.budi):
        taken(person, right=False)
    assert len(pairs()) == 1
    monkeypatch.setattr(integrity, "COMMON_COUNT", 2)
    assert pairs() == []
    page = client.sign_in(cast.citra, language="en").get(PAGE).text
    assert "more than 25% of a unit gave are left out" in page


answer_sets = st.frozensets(st.tuples(st.integers(1, 9), st.sampled_from("ab")), max_size=12)


@settings(deadline=None)
@given(st.lists(answer_sets, max_size=9))
def test_the_short_way_finds_the_same_pairs_as_holding_all_against_all(sets):
    sheets = [Sheet(number, number, wrong) for number, wrong in enumerate(sets)]
    slow = {frozenset(p) for p in combinations(sheets, 2) if len(p[0].wrong & p[1].wrong) >= 4}
    found = [frozenset(pair) for pair in candidates(sheets)]
    assert set(found) == slow
    assert len(found) == len(slow)


def test_a_browser_that_several_people_used_is_listed_with_their_times(cast) -> None:
    taken(cast.ana, device="m" * 64)
    taken(cast.budi, device="m" * 64, seconds=90)
    taken(cast.dewi, device="n" * 64)
    taken(cast.eko)
    (device,) = shared_devices(final(), whose=true())
    first, second = device.uses
    assert (first.person_id, second.person_id) == (cast.ana.id, cast.budi.id)
    assert (second.started_at, second.submitted_at) == (AT, AT + timedelta(seconds=90))


def test_of_a_browser_of_many_the_newest_attempts_are_listed(client, cast, monkeypatch) -> None:
    monkeypatch.setattr("app.quizzes.integrity_data.MOST_USES", 2)
    for person in (cast.ana, cast.budi, cast.dewi):
        taken(person, device="m" * 64)
    for person in (cast.eko, cast.ana):
        taken(person, device="n" * 64)
    newest, other = shared_devices(final(), whose=true())
    assert [use.person_id for use in newest.uses] == [cast.eko.id, cast.ana.id]
    assert [use.person_id for use in other.uses] == [cast.budi.id, cast.dewi.id]
    assert (newest.total, other.total) == (2, 3)
    page = client.sign_in(cast.citra, language="en").get(PAGE).text
    assert "The newest 2 of 3 attempts begun in it." in page


def test_one_person_s_attempts_in_one_browser_are_not_listed(cast) -> None:
    taken(cast.ana, device="m" * 64)
    taken(cast.ana, device="m" * 64)
    assert shared_devices(final(), whose=true()) == []


def test_the_page_lists_names_and_figures_and_says_that_they_prove_nothing(client, cast) -> None:
    for person in (cast.ana, cast.budi):
        taken(person, right=False, device="m" * 64)
    taken(cast.dewi, seconds=6)
    page = client.sign_in(cast.citra, language="en").get(PAGE).text
    words = " ".join(page.split())
    assert "These lists prove nothing" in words
    assert "200 to 400 words a minute" in words
    assert "0 min 6 s" in words
    assert "at least 80% of the wrong answers of both" in words
    for name in ("Ana", "Budi", "Dewi"):
        assert f">{name}</a>" in words
    assert "m" * 64 not in page


def test_an_empty_page_says_that_nobody_stands_out(client, cast) -> None:
    page = client.sign_in(cast.citra, language="en").get(PAGE).text
    assert page.count("Nobody.") == 2


def test_practice_is_not_looked_at(client, cast) -> None:
    for person in (cast.ana, cast.budi):
        taken(person, right=False, module="kuis-latihan", device="m" * 64)
    client.sign_in(cast.citra, language="en")
    page = client.get("/quizzes/contoh/kuis-latihan/integrity").text
    assert "This quiz is for practice." in page
    assert "Ana" not in page


@pytest.mark.parametrize("name", ["ana", "budi", "eko"])
def test_only_officers_see_it(client, cast, name) -> None:
    assert client.sign_in(getattr(cast, name)).get(PAGE).status_code == 403


def test_it_is_there_for_quizzes_alone_and_changes_nothing(client, cast) -> None:
    client.sign_in(cast.citra)
    assert client.get("/quizzes/contoh/lanjutan/integrity").status_code == 404
    assert client.get("/quizzes/tidak/ada/integrity").status_code == 404
    assert client.post(PAGE).status_code == 405


def test_the_page_asks_a_fixed_number_of_questions(client, cast, count_queries) -> None:
    def asked():
        with count_queries() as made:
            client.get(PAGE)
        return len(made)

    client.sign_in(cast.citra)
    for person in (cast.ana, cast.budi):
        taken(person, right=False, device="m" * 64, seconds=2)
    few = asked()
    for number in range(4):
        someone = create_person(f"orang{number}", cast.agency, "Disdukcapil", "employee")
        taken(someone, right=False, device="m" * 64, seconds=2)
    assert asked() == few


def test_today_is_the_officer_s_day(client, cast) -> None:
    """Somebody who moves tomorrow is still where they are."""
    taken(cast.ana, right=False)
    taken(cast.budi, right=False)
    tomorrow = clock.local_date(clock.now(), cast.agency.time_zone) + timedelta(days=1)
    org.place(cast.budi, agency=cast.agency, unit="Dishub", position="Analis", day=tomorrow)
    page = client.sign_in(cast.citra, language="en").get(PAGE).text
    assert "Disdukcapil" in page
