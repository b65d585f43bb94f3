"""The quiz engine against a model of what was promised, on both databases.

`TEST_LENTERA_MACHINE=500` makes as many runs of each pair of quizzes, not a few (`bench/machine`).
"""

import os
from datetime import UTC, datetime
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import select

from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.library.models import Course, CourseVersion, Module, ModuleVersion, SyllabusItem
from tests.factories.courses import publish, write_course
from tests.quizzes.machine.base import Edition, World
from tests.quizzes.machine.course import corrected_files, files
from tests.quizzes.machine.machine import QuizMachine

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
RUNS = int(os.environ.get("TEST_LENTERA_MACHINE", "9"))
STEPS = 30 if RUNS < 100 else 60
# Each run moves in two quizzes: like ones together, so that few runs meet every rule.
PAIRS = (("dua", "waktu"), ("coba", "langsung"), ("urut", "lanjut"), ("undian", "telaah"))


@pytest.fixture
def world(cast, tmp_path, monkeypatch) -> World:
    """The machine's course with two learners on it; the clock stands where the machine puts it."""
    for texts in (files(), corrected_files()):
        publish(write_course(tmp_path / "mesin", texts))
    course = db.session.scalars(select(Course).where(Course.ref == "mesin")).one()
    first, corrected = db.session.scalars(
        select(CourseVersion.id)
        .where(CourseVersion.course_id == course.id)
        .order_by(CourseVersion.number)
    )
    course.live_version_id = first
    version = db.session.get_one(CourseVersion, first)
    for person in (cast.ana, cast.dewi):
        learning.enrol(person, version, at=SINCE)
    db.session.commit()
    world = World(
        learners=(cast.ana.id, cast.dewi.id),
        markers=(cast.eko.id, cast.citra.id),
        first=Edition(first, _quizzes(first)),
        corrected=Edition(corrected, _quizzes(corrected)),
        set_clock=lambda at: monkeypatch.setattr(clock, "now", lambda: at),
    )
    db.session.remove()
    return world


def _quizzes(course_version_id: int) -> dict[str, ModuleVersion]:
    rows = db.session.execute(
        select(Module.ref, ModuleVersion)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleVersion.id)
        .where(SyllabusItem.course_version_id == course_version_id)
    )
    return {row[0]: row[1] for row in rows}


def test_nothing_that_was_promised_breaks_whatever_happens_in_whatever_order(world) -> None:
    for refs in PAIRS:
        run_state_machine_as_test(
            partial(QuizMachine, world, refs),
            settings=settings(
                max_examples=RUNS,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
