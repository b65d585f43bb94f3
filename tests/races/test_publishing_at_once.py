"""Two authors who bring in a course of the same new id at the same moment."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import schema
from app.accounts import roles
from app.accounts.queries import get_actor
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit import clock
from app.kit.errors import Conflict
from app.library.actions import Publication, Release
from app.library.models import Course, CourseAuthor, CourseVersion
from app.studio import drafts
from app.studio.actions import Prepared, prepare
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import SINCE, create_cast, create_person
from tests.factories.courses import LESSON, write_course

pytestmark = pytest.mark.race
REF = "kursus-baru"


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[tuple[Flask, Path]]:
    config = from_environment(
        {
            "LENTERA_INSTANCE": str(tmp_path / "instance"),
            "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "publishing"),
            "LENTERA_COURSES": str(tmp_path),
        }
    )
    app = create_app(config)
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
    yield app, tmp_path
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def author(name: str) -> int:
    """One of the own courses alone."""
    person = create_person(name)
    roles.give(person, roles.Wanted("author", SINCE, only_own=True), by_id=None)
    return person.id


def drafted(person_id: int, folder: Path, assets: Path) -> tuple[int, Prepared, str]:
    course = f"---\nid: {REF}\ntitle: Kursus baru\nlang: id\n---\n\nIsi.\n"
    lesson = LESSON.format(ref=f"milik-{person_id}")
    files = {"course.md": course, "modules/01-baca.md": lesson}
    root = write_course(folder / f"draf-{person_id}", files)
    prepared = prepare(root, seconds=10, anyway=True)
    by = get_actor(person_id, clock.now())
    draft = drafts.create(prepared, origin="zip", by=by, at=clock.now(), assets=assets)
    return draft.id, prepared, draft.state


def test_of_two_who_bring_in_the_same_course_one_becomes_its_author(site, monkeypatch) -> None:
    app, folder = site
    with app.app_context(), transaction():
        create_cast()
        people = [author("gita"), author("hadi")]
        made = {one: drafted(one, folder, folder / "assets") for one in people}
    apply, start, found = drafts.apply, threading.Barrier(2), {}

    def slowly(*args, **more):
        time.sleep(0.5)
        return apply(*args, **more)

    monkeypatch.setattr(drafts, "apply", slowly)

    def publish(person_id: int) -> None:
        draft_id, prepared, seen = made[person_id]
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    found[person_id] = drafts.publish(
                        draft_id,
                        prepared,
                        seen=seen,
                        release=Release(origin="studio"),
                        by=get_actor(person_id, clock.now()),
                        at=clock.now(),
                        assets=folder / "assets",
                    )
            except Exception as error:
                found[person_id] = error

    threads = [threading.Thread(target=publish, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    first, second = sorted(people, key=lambda one: isinstance(found[one], Conflict))
    assert isinstance(found[first], Publication), found
    # On SQLite the second begins when the course is somebody else's: its draft is not shown.
    assert found[second].code in ("draft.changed", "draft.gone")
    with app.app_context():
        (course,) = db.session.scalars(select(Course).where(Course.ref == REF))
        versions = db.session.execute(select(CourseVersion.number, CourseVersion.published_by_id))
        assert [tuple(row) for row in versions] == [(1, first)]
        writers = select(CourseAuthor.person_id).where(CourseAuthor.course_id == course.id)
        assert db.session.scalars(writers).all() == [first]
