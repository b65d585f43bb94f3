"""What trainings of a provider came to; courses here and how content people were; the export."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from sqlalchemy import insert, select, text

from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.library import queries as library
from app.library.models import Module, ModuleQuestion, ModuleVersion, QuestionVersion
from app.providers import figures, satisfaction
from app.records import crediting
from app.records.closing import Cause
from app.records.models import Activity
from app.surveys.models import SurveyAnswer, SurveyResponse
from tests.conftest import COURSES
from tests.factories.courses import publish
from tests.factories.plans import is_sqlite, plan_of
from tests.providers.test_register import AT, enter, register


@pytest.fixture
def citra(client, cast):
    return client.sign_in(cast.citra, language="en")


def attended(person, provider, first: date, last: date, cost: str | None = None) -> None:
    """A workshop: 5 JP a day by the rule of its form."""
    entry = enter(
        person,
        provider.name,
        provider_id=provider.id,
        starts_on=first,
        ends_on=last,
        cost=None if cost is None else Decimal(cost),
    )
    crediting.recompute([person.id], cause=Cause(activity_id=entry.id), at=AT)
    db.session.commit()


def test_figures_of_a_year_count_entries_people_hours_and_cost(cast) -> None:
    held = register()
    attended(cast.ana, held, date(2026, 3, 2), date(2026, 3, 3), "600000")
    attended(cast.ana, held, date(2026, 5, 4), date(2026, 5, 4), "300000.50")
    attended(cast.dewi, held, date(2026, 5, 4), date(2026, 5, 4))
    attended(cast.dewi, held, date(2025, 12, 31), date(2026, 1, 1))
    attended(cast.dewi, held, date(2025, 7, 1), date(2025, 7, 1))
    enter(cast.ana, "Maju Jaya", provider_id=held.id, state="rejected", cost=Decimal(9))
    years = figures.years_of(held.id)
    assert list(years) == [2026, 2025]
    found = years[2026]
    # 10 + 5 + 5 + 10 JP, the last of which lie in two years and count in that of its last day.
    assert (found.entries, found.people, found.raw, found.credited) == (4, 2, 30, 30)
    assert found.cost == Decimal("900000.50")
    # 900,000.50 / (10 + 5)
    assert found.cost_per_jp == 60000
    assert (years[2025].entries, years[2025].cost, years[2025].cost_per_jp) == (1, None, None)


def test_the_page_shows_them(citra, cast) -> None:
    held = register()
    attended(cast.ana, held, date(2026, 3, 2), date(2026, 3, 3), "600000")
    page = citra.get(f"/providers/{held.id}").text
    assert '<td class="numeric" data-label="Cost (Rp)">600,000</td>' in page
    assert '<td class="numeric" data-label="Cost of a credited JP (Rp)">60,000</td>' in page


def test_the_pages_queries_do_not_grow(citra, cast, count_queries) -> None:
    held = register()
    # The first page of a session notes that it is in use.
    citra.get("/providers")
    counts = []
    for year in (2024, 2025):
        attended(cast.ana, held, date(year, 3, 2), date(year, 3, 2))
        with count_queries() as made:
            citra.get(f"/providers/{held.id}")
        counts.append(len(made))
    # Session; provider, courses, who completed them, surveys asked and answered, entries, hours,
    # names not linked
    assert counts == [counts[0]] * 2
    assert counts[0] <= 10


def test_a_year_of_the_list_comes_from_the_index_of_providers(cast) -> None:
    fill_activities(cast.ana.id)
    counted = figures.counted(
        Activity.provider_id, Activity.provider_id == 1, figures.in_year(2026)
    )
    assert "ix_activity_provider_id" in plan_of(counted, without=("seqscan", "bitmapscan"))


def fill_activities(person_id: int) -> None:
    """So many of others' trainings that PostgreSQL has a reason to prefer one index."""
    shared = {"person_id": person_id, "form_id": 4, "title": "x", "provider": "x"}
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 2)}
    db.session.execute(insert(Activity), [{**shared, **days, "created_at": AT}] * 2000)
    if not is_sqlite():
        db.session.execute(text("ANALYZE activity"))


def survey_of(ref: str) -> tuple[int, int, int, QuestionVersion]:
    """Course, module, question and its version: the scale of `jenis-soal`, which has two
    statements and four points."""
    publish(COURSES / "jenis-soal")
    version = library.find_live(ref)
    row = db.session.execute(
        select(Module.id, QuestionVersion)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(ModuleQuestion, ModuleQuestion.module_version_id == ModuleVersion.id)
        .join(QuestionVersion, QuestionVersion.id == ModuleQuestion.question_version_id)
        .where(Module.course_id == version.course_id, ModuleVersion.kind == "survey")
        .order_by(ModuleQuestion.position)
    ).first()
    return version.course_id, row[0], row[1].question_id, row[1]


def answer(module_id: int, question_id: int, version_id: int, **ratings: int) -> None:
    response = SurveyResponse(module_id=module_id, year=2026)
    db.session.add(response)
    db.session.flush()
    db.session.add(
        SurveyAnswer(
            response_id=response.id,
            question_id=question_id,
            question_version_id=version_id,
            response={"ratings": ratings},
        )
    )
    db.session.commit()


def test_satisfaction_is_told_from_five_ratings_on(citra) -> None:
    course_id, module_id, question_id, version = survey_of("jenis-soal")
    points = len(version.body["points_of_scale"])
    for rating in (2, 3, 4, 4):
        answer(module_id, question_id, version.id, berguna=rating, mudah=1)
    assert satisfaction.satisfaction_of([course_id]) == {}
    # The fifth says nothing of the other statement, which stays untold.
    answer(module_id, question_id, version.id, berguna=4)
    found = satisfaction.satisfaction_of([course_id])[course_id]
    # (2 + 3 + 4 + 4 + 4) / 5 = 3.4
    assert found.ratings == 5
    assert found.index == round(Decimal("3.4") * 100 / points, 1)
    held = register("PT Lentera", "lentera")
    page = citra.get(f"/providers/{held.id}").text
    assert f'data-label="Satisfaction (of 100)">{found.index.normalize():f}<' in page


def test_the_register_is_taken_along_as_a_file(citra, cast) -> None:
    held = register(contact_phone="0967123456", agreement_until=date(2027, 3, 31))
    register("LAN RI", "lan ri", kind="government")
    year = clock.local_date(clock.now(), cast.agency.time_zone).year
    attended(cast.ana, held, date(year, 3, 2), date(year, 3, 2), "250000")
    answer = citra.get("/providers/export.csv?kind=company")
    assert answer.mimetype == "text/csv"
    head, row = csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    told = dict(zip(head, row, strict=True))
    assert told["Name"] == "Maju Jaya"
    # Digits with a zero in front stay a text.
    assert told["Phone"] == "'0967123456"
    assert told["Agreement until"] == "2027-03-31"
    assert (told[f"Entries in {year}"], told["JP credited"]) == ("1", "5")
    assert (told["Cost (Rp)"], told["Cost of a credited JP (Rp)"]) == ("250000", "50000")
    assert citra.get("/providers/export.xlsx").data.startswith(b"PK")
    taken = db.session.scalars(select(AuditEntry).filter_by(action="providers.exported")).all()
    assert [one.actor_id for one in taken] == [cast.citra.id] * 2
