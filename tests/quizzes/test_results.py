"""How people did at a quiz: figures, lists, units, and who may see them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, true

from app.db import db
from app.library.models import Course, Module, ModuleVersion
from app.org.models import Unit
from app.quizzes import results, results_data, results_index
from app.quizzes.models import Attempt
from app.quizzes.quizzes import find_quiz
from tests.factories.cast import AT, create_person
from tests.factories.plans import is_sqlite, plan_of

ADDRESS = "/quizzes/contoh/ujian-akhir"
TODAY = date(2026, 11, 22)


def version_of(course, module):
    return db.session.scalars(
        select(ModuleVersion)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Course, Course.id == Module.course_id)
        .where(Course.ref == course, Module.ref == module)
    ).one()


def attempt(person, number, state="graded", score=None, *, module="ujian-akhir", took=10):
    """Of 10 points, passed with 7; begun `number` days after AT."""
    version, begun = version_of("contoh", module), AT + timedelta(days=number)
    is_handed_in = state not in ("in_progress", "overdue", "abandoned")
    row = Attempt(
        person_id=person.id,
        module_id=version.module_id,
        module_version_id=version.id,
        number=number,
        state=state,
        started_at=begun,
        submitted_at=begun + timedelta(minutes=took) if is_handed_in else None,
        score=None if score is None else Decimal(score),
        max_score=Decimal(10),
        pass_mark=Decimal("0.7"),
        secret=b"x" * 32,
    )
    db.session.add(row)
    db.session.flush()
    return row


@pytest.fixture
def done(cast):
    """Ana passed the second time, Budi failed, Dewi waits, Eko is at it and once handed in."""
    attempt(cast.ana, 1, score="4")
    attempt(cast.ana, 2, score="8", took=25)
    attempt(cast.budi, 1, score="5.5")
    attempt(cast.dewi, 1, "needs_grading")
    attempt(cast.eko, 1, score="2")
    attempt(cast.eko, 2, "in_progress")
    db.session.commit()
    return cast


def quiz():
    found = find_quiz("contoh", "ujian-akhir")
    assert found
    return found


def names(page):
    return [row.split("</a>")[0].rsplit(">", 1)[1] for row in page.split("/quizzes/people/")[1:]]


def test_the_best_attempt_counts_and_each_has_an_outcome(done) -> None:
    found = results_data.results_at(quiz(), whose=true(), day=TODAY)
    assert [
        (one.person.name, one.attempts, one.grade and one.grade.fraction, one.outcome)
        for one in found
    ] == [
        ("Ana", 2, Decimal("0.8"), "passed"),
        ("Budi", 1, Decimal("0.55"), "failed"),
        ("Dewi", 1, None, "waiting"),
        ("Eko", 2, Decimal("0.2"), "running"),
    ]


def outcomes(person, *states, method, score="2"):
    """Of an attempt in each of `states`, those that are graded with too few points."""
    for number, state in enumerate(states, start=1):
        attempt(person, number, state, score=score if state == "graded" else None)
    found = quiz()
    found.version.settings = {**found.version.settings, "grade": method}
    return [one.outcome for one in results_data.results_at(found, whose=true(), day=TODAY)]


@pytest.mark.parametrize(
    ("method", "states", "outcome"),
    [
        # Ever since somebody tried again and failed, the essay of the first attempt still waits.
        ("best", ["needs_grading", "graded"], "waiting"),
        ("average", ["needs_grading", "graded"], "waiting"),
        ("best", ["submitted", "abandoned"], "waiting"),
        ("first", ["needs_grading", "graded"], "waiting"),
        ("best", ["needs_grading", "in_progress"], "waiting"),
        # What comes too late to count is not waited for.
        ("first", ["graded", "needs_grading"], "failed"),
        ("last", ["needs_grading", "graded"], "failed"),
        ("last", ["needs_grading", "abandoned"], "failed"),
        ("last", ["graded", "needs_grading"], "waiting"),
        ("last", ["graded", "needs_grading", "in_progress"], "waiting"),
        ("first", ["graded", "in_progress"], "running"),
    ],
)
def test_who_may_still_pass_by_points_to_come_is_waiting(cast, method, states, outcome) -> None:
    assert outcomes(cast.ana, *states, method=method) == [outcome]


def test_who_has_passed_waits_for_nothing(cast) -> None:
    assert outcomes(cast.ana, "graded", "needs_grading", method="best", score="8") == ["passed"]


def test_who_waits_for_the_points_of_an_earlier_attempt_is_found_by_the_filter(
    client, cast
) -> None:
    attempt(cast.ana, 1, "needs_grading")
    attempt(cast.ana, 2, score="2")
    client.sign_in(cast.citra, language="en")
    assert names(client.get(f"{ADDRESS}?outcome=waiting").text) == ["Ana"]
    assert names(client.get(f"{ADDRESS}?outcome=failed").text) == []


def test_the_summary_is_that_of_the_people(done) -> None:
    # Final grades 0.8, 0.55 and 0.2: sum 1.55, mean 1.55 / 3, in the middle 0.55.
    found = results.summarise(results_data.results_at(quiz(), whose=true(), day=TODAY))
    assert (found.people, found.attempts, found.graded, found.passed) == (4, 6, 3, 1)
    assert found.mean == Decimal("1.55") / 3
    assert (found.median, found.passed_share) == (Decimal("0.55"), Decimal("0.33"))
    assert found.bars == (0, 0, 1, 0, 0, 1, 0, 0, 1, 0)


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(cast) -> None:
    attempt(cast.ana, 1, score="4")
    attempt(cast.budi, 1, score="5")
    found = results.summarise(results_data.results_at(quiz(), whose=true(), day=TODAY))
    assert found.median == Decimal("0.45")


def test_a_full_grade_stands_in_the_last_bar_and_each_ten_begins_a_new_one(cast) -> None:
    for person, score in ((cast.ana, "10"), (cast.budi, "9"), (cast.dewi, "0"), (cast.eko, "1")):
        attempt(person, 1, score=score)
    found = results.summarise(results_data.results_at(quiz(), whose=true(), day=TODAY))
    assert found.bars == (1, 1, 0, 0, 0, 0, 0, 0, 0, 2)


def test_where_nobody_has_a_grade_nothing_is_made_up(cast) -> None:
    attempt(cast.ana, 1, "needs_grading")
    found = results.summarise(results_data.results_at(quiz(), whose=true(), day=TODAY))
    assert (found.passed_share, found.mean, found.median) == (None, None, None)


def test_who_took_other_quizzes_only_is_not_counted(cast) -> None:
    attempt(cast.ana, 1, score="8", module="kuis-latihan")
    assert results_data.results_at(quiz(), whose=true(), day=TODAY) == []


def test_the_page_shows_people_grades_and_figures(client, done) -> None:
    page = client.sign_in(done.citra, language="en").get(ADDRESS).text
    assert names(page) == ["Ana", "Budi", "Dewi", "Eko"]
    row = page.split(">Ana</a>")[1].split("</tr>")[0]
    # Begun two days after AT (22 November, 02.00 UTC is 11.00 in Papua).
    for words in ("Disdukcapil", ">2<", "80%", "Passed", "24 Nov 2026, 11:25", "25 min"):
        assert words in row
    assert "1 of 3 with a grade" in page
    assert "last attempt" not in row
    assert [page.count(f">{words}</th>") for words in ("0 to under 10%", "90 to 100%")] == [1, 1]


def test_what_took_seconds_is_not_a_minute(client, cast) -> None:
    attempt(cast.ana, 1, score="8", took=0.5)
    attempt(cast.budi, 1, score="8", took=1)
    db.session.commit()
    page = client.sign_in(cast.citra, language="en").get(ADDRESS).text
    ana, budi = (page.split(f">{name}</a>")[1].split("</tr>")[0] for name in ("Ana", "Budi"))
    assert "less than 1 min" in ana
    assert "less than" not in budi
    assert "1 min" in budi


@pytest.mark.parametrize(
    ("passed", "graded", "share"), [(13, 31, "0.42"), (0, 5, "0"), (3333, 10000, "0.3333")]
)
def test_a_share_of_few_people_has_no_decimals(passed, graded, share) -> None:
    """13 of 31 are 41.94 %: every person is more than three of these."""
    found = results.Summary(graded, graded, graded, passed, None, None, ())
    assert found.passed_share == Decimal(share)


def test_who_has_left_stays_in_the_numbers_and_is_marked(client, done) -> None:
    done.ana.deactivated_at = AT
    db.session.commit()
    page = client.sign_in(done.citra, language="en").get(ADDRESS).text
    assert "(has left)" in page.split(">Ana</a>")[1].split("</th>")[0]
    assert "1 of 3 with a grade" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("outcome=passed", ["Ana"]),
        ("outcome=failed", ["Budi"]),
        ("outcome=waiting", ["Dewi"]),
        ("outcome=running", ["Eko"]),
        ("q=D", ["Budi", "Dewi"]),
        ("q=eko&outcome=passed", []),
        ("outcome=nonsense&unit=x&after=-1", ["Ana", "Budi", "Dewi", "Eko"]),
    ],
)
def test_the_list_is_narrowed(client, done, query, expected) -> None:
    page = client.sign_in(done.citra).get(f"{ADDRESS}?{query}").text
    assert names(page) == expected


@pytest.fixture
def below(done):
    """A unit below Ana's, with somebody in it who has passed."""
    attempt(create_person("gita", done.agency, "Bidang Satu"), 1, score="9")
    units = {unit.name: unit for unit in db.session.scalars(select(Unit))}
    top, unit = units["Disdukcapil"], units["Bidang Satu"]
    unit.parent_id = top.id
    db.session.commit()
    return top, unit


def test_a_unit_holds_the_people_of_the_units_below_it(client, done, below) -> None:
    top, unit = below
    client.sign_in(done.citra, language="en")
    page = client.get(f"{ADDRESS}?unit={top.id}").text
    assert names(page) == ["Ana", "Budi", "Gita"]
    # Ana and Gita of Ana, Budi and Gita.
    assert "2 of 3 with a grade" in page
    assert names(client.get(f"{ADDRESS}?unit={unit.id}").text) == ["Gita"]


def test_each_unit_with_people_has_its_figures(client, done, below) -> None:
    nobody = create_person("hadi")
    attempt(nobody, 1, score="1")
    page = client.sign_in(done.citra, language="en").get(f"{ADDRESS}/units").text
    rows = {
        name: " ".join(page.split(f">{name}</a>")[1].split("</tr>")[0].split())
        for name in ("Disdukcapil", "Bidang Satu", "Dishub", "BKPSDM")
    }
    # 0.8, 0.55 and 0.9: mean 2.25 / 3.
    assert all(f">{words}<" in rows["Disdukcapil"] for words in ("3", "2 (67%)", "75%"))
    assert all(f">{words}<" in rows["Bidang Satu"] for words in ("1", "1 (100%)", "90%"))
    assert all(f">{words}<" in rows["Dishub"] for words in ("1", "0", "–"))
    assert "Without a post today" in page
    assert page.index("Disdukcapil</a>") < page.index("Bidang Satu</a>") < page.index("Dishub</a>")


def test_the_list_goes_on_by_name_also_where_names_are_the_same(client, cast, monkeypatch) -> None:
    monkeypatch.setattr(results, "PAGE_SIZE", 2)
    for place in range(5):
        person = create_person(f"sri{place}")
        person.name = "Sri"
        attempt(person, 1, score=str(place))
    client.sign_in(cast.citra, language="en")
    address, seen = ADDRESS, []
    for _ in range(3):
        page = client.get(address).text
        seen += [row.split('"')[0] for row in page.split("/quizzes/people/")[1:]]
        onward = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
        address = onward.replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 5
    assert 'rel="next"' not in page


def test_the_number_of_queries_does_not_grow_with_the_people(client, done, count_queries) -> None:
    client.sign_in(done.citra)
    with count_queries() as few:
        client.get(ADDRESS)
    for place in range(30):
        attempt(create_person(f"orang{place}", done.agency), 1, score="5")
    with count_queries() as many:
        client.get(ADDRESS)
    assert len(few) == len(many)
    # Session, quiz, units of the agencies, posts, people, attempts, those of the page.
    assert len(many) == 7


@pytest.mark.parametrize("statement", [results_data.tries_at, results_data.began])
def test_a_quizs_attempts_are_found_by_their_index(app, cast, statement) -> None:
    # Of so few rows it does not matter in which order an index holds them.
    plan = plan_of(statement(1), without=("seqscan", "indexscan", "indexonlyscan"))
    assert "ix_attempt_module_id" in plan


def test_a_person_has_all_attempts_on_one_page(client, done) -> None:
    attempt(done.ana, 1, score="3", module="kuis-latihan")
    page = client.sign_in(done.eko, language="en").get(f"/quizzes/people/{done.ana.id}").text
    assert [page.count(words) for words in ("Ujian akhir</", "Kuis latihan</")] == [2, 1]
    assert "Disdukcapil" in page
    assert page.count('href="/quizzes/attempts/') == 3


def test_an_officer_goes_on_from_a_person_to_other_terms(client, done) -> None:
    ana, last = done.ana.id, db.session.scalars(select(Attempt.id).order_by(Attempt.id)).first()
    link = f'href="{ADDRESS}/terms?person={ana}#give"'
    pages = (f"/quizzes/people/{ana}", f"/quizzes/attempts/{last}")
    client.sign_in(done.citra)
    assert [link in client.get(page).text for page in pages] == [True, True]
    client.sign_in(done.eko)
    assert [link in client.get(page).text for page in pages] == [False, False]


def test_whom_there_is_not_nobody_finds(client, cast) -> None:
    client.sign_in(cast.citra)
    assert client.get("/quizzes/people/999999").status_code == 404
    for address in ("/quizzes/contoh/tidak-ada", "/quizzes/tidak/ada", "/quizzes/contoh/bacaan"):
        for end in ("", "/units", "/export.csv", "/export.xlsx"):
            assert client.get(address + end).status_code == 404


def test_a_quiz_that_nobody_took_says_so(client, cast) -> None:
    page = client.sign_in(cast.citra, language="en").get(ADDRESS)
    assert page.status_code == 200
    assert "Nobody has begun this quiz yet." in page.text


def test_where_nothing_is_to_be_passed_nobody_has_failed(client, cast) -> None:
    row = attempt(cast.ana, 1, score="3", module="kuis-latihan")
    row.pass_mark = Decimal(0)
    page = client.sign_in(cast.citra, language="en").get("/quizzes/contoh/kuis-latihan").text
    assert "Done" in page.split(">Ana</a>")[1].split("</tr>")[0]
    assert "with a grade" not in page
    assert "pass mark" not in page


def test_the_index_counts_people_and_what_waits(client, done) -> None:
    page = client.sign_in(done.eko, language="en").get("/quizzes").text
    row = page.split(f'href="{ADDRESS}"')[1].split("</tr>")[0]
    figures = [cell.split("<")[0] for cell in row.split('data-label="')[1:]]
    assert [figure.split(">")[1] for figure in figures] == ["4", "1"]


def test_the_index_is_counted_from_an_index_alone(app, cast) -> None:
    """A million attempts are counted without reading one of them."""
    plan = plan_of(results_index.counting([1, 2]), without=("seqscan", "bitmapscan"))
    way = "USING COVERING INDEX" if is_sqlite() else "Index Only Scan using"
    assert f"{way} ix_attempt_module_id_number_state" in plan


def test_the_index_goes_on_by_title(client, cast, monkeypatch) -> None:
    monkeypatch.setattr(results_index, "PAGE_SIZE", 1)
    from tests.conftest import COURSES
    from tests.factories.courses import publish

    citra = cast.citra.id
    publish(COURSES / "esai")
    from app.accounts.models import Person

    client.sign_in(db.session.get_one(Person, citra), language="en")
    first = client.get("/quizzes?show=all").text
    onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(onward.replace("&amp;", "&")).text
    assert "/quizzes/contoh/" in first
    assert "/quizzes/esai/" not in first
    assert "/quizzes/esai/" in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # Of the course's quizzes only the final one has been taken.
        ("", [True, False]),
        ("?show=all", [True, True]),
        ("?show=all&q=UJIAN", [True, False]),
        ("?show=all&q=nobody%25", [False, False]),
        # The course's title finds all its quizzes.
        ("?show=all&q=contoh", [True, True]),
    ],
)
def test_the_index_is_narrowed(client, done, query, expected) -> None:
    page = client.sign_in(done.eko, language="en").get(f"/quizzes{query}").text
    links = (f'href="{ADDRESS}"', 'href="/quizzes/contoh/kuis-latihan"')
    assert [link in page for link in links] == expected
    assert ("No quiz matches." in page) is (not any(expected))


def test_results_are_linked_from_the_navigation_and_the_studio(client, done) -> None:
    client.sign_in(done.eko, language="en")
    assert 'href="/quizzes"' in client.get("/studio").text
    assert f'href="{ADDRESS}"' in client.get("/studio/courses/contoh").text
    assert 'href="/quizzes"' not in client.sign_in(done.ana).get("/").text


def test_an_author_sees_no_tab_that_is_the_officers_alone(client, done) -> None:
    assert f"{ADDRESS}/terms" in client.sign_in(done.citra).get(ADDRESS).text
    assert f"{ADDRESS}/terms" not in client.sign_in(done.eko).get(ADDRESS).text


@pytest.mark.parametrize("end", ["", "/units", "/export.csv", "/export.xlsx"])
def test_results_are_only_read(client, done, end) -> None:
    assert client.sign_in(done.citra).post(ADDRESS + end).status_code == 405
