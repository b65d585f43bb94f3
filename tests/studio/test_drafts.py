"""An author without a shell: upload, look, publish, go back."""

import io
import os
import re
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts import roles
from app.accounts.models import RoleGrant
from app.db import db
from app.jobs import actions
from app.kit import clock
from app.kit.progress import silent
from app.library.models import Course, CourseVersion
from app.studio import drafts, queries
from app.studio.models import CourseDraft, DraftPage
from app.studio.tasks import check_draft, sweep_drafts
from app.studio.tasks import publish_draft as publish_draft_task
from app.web.transaction import transaction
from tests.conftest import Client
from tests.factories.cast import anybody_everywhere
from tests.factories.courses import LESSON, publish, write_course
from tests.factories.jobs import follow

COURSE = "---\nid: {ref}\ntitle: Kursus {ref}\nlang: id\n---\n\nIsi.\n"
QUIZ = """---
id: kuis
title: Kuis
type: quiz
---

## Satu tambah satu? {{#q-satu}}

- ({a}) Dua
- ({b}) Tiga
"""


def quiz(*, key: str = "Dua") -> str:
    return QUIZ.format(a="x" if key == "Dua" else " ", b="x" if key == "Tiga" else " ")


def zipped(files: dict[str, str], *, ref: str = "unggah") -> tuple[io.BytesIO, str]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in {"course.md": COURSE.format(ref=ref), **files}.items():
            archive.writestr(f"{ref}/{path}", text)
    file.seek(0)
    return file, f"{ref}.zip"


def post(client: Client, address: str, **arguments: object):
    """As its author has it in the end: a job is waited for."""
    return follow(client, client.post(address, **arguments))


def upload(client: Client, file: tuple[io.BytesIO, str], **fields: str):
    return post(client, "/studio/drafts", data={"file": file, **fields})


def only_draft() -> CourseDraft:
    return db.session.scalars(select(CourseDraft)).one()


def publish_draft(client: Client, draft: CourseDraft, **fields: str):
    data = {"change": "minor", "note": "", "seen": draft.state, **fields}
    return post(client, f"/studio/drafts/{draft.id}/publication", data=data)


@pytest.fixture
def eko(client: Client, cast) -> Client:
    return client.sign_in(cast.eko, language="en")


FILES = {"modules/01-a.md": LESSON.format(ref="a"), "modules/02-kuis.md": quiz()}


def test_a_zip_becomes_a_draft_and_the_draft_a_live_course(eko: Client) -> None:
    answer = upload(eko, zipped(FILES))
    draft = only_draft()
    assert answer.location == f"/studio/drafts/{draft.id}"
    page = eko.get(answer.location).text
    assert "This draft can be published" in page
    assert "Nobody is learning in this course yet." in page
    assert eko.get("/courses/unggah").status_code == 404

    answer = publish_draft(eko, draft)
    assert answer.location == "/studio/courses/unggah"
    assert eko.get("/courses/unggah").status_code == 200
    assert db.session.scalar(select(CourseDraft)) is None
    version = queries.find_version("unggah", 1, actor=anybody_everywhere())
    assert (version.origin, version.change) == ("studio", "minor")


def test_errors_are_shown_with_their_lines_and_keep_it_from_being_published(eko: Client) -> None:
    upload(eko, zipped({"modules/02-kuis.md": quiz(key="none")}))
    draft = only_draft()
    page = eko.get(f"/studio/drafts/{draft.id}").text
    assert "modules/02-kuis.md:7" in page
    assert "E203" in page
    assert "/publication" not in page
    publish_draft(eko, draft)
    assert eko.get("/courses/unggah").status_code == 404


@pytest.fixture
def live(app, tmp_path: Path) -> CourseVersion:
    """The course as published from a folder."""
    publish(write_course(tmp_path / "unggah", FILES))
    found = queries.find_course("unggah", actor=anybody_everywhere())
    assert found
    return found[1]


def changes() -> dict[str, str]:
    return {page.ref: page.change for page in db.session.scalars(select(DraftPage))}


def test_a_preview_shows_the_draft_beside_what_is_live(eko: Client, live) -> None:
    new = LESSON.format(ref="a").replace("Isi bacaan", "Bacaan yang lain")
    upload(eko, zipped({**FILES, "modules/01-a.md": new}))
    page = eko.get(f"/studio/drafts/{only_draft().id}/pages/a").text
    assert "Isi bacaan a." in page
    assert "Bacaan yang lain a." in page
    assert "<del>Isi bacaan a.</del>" in page
    assert "<ins>Bacaan yang lain a.</ins>" in page
    assert changes() == {"a": "changed", "kuis": "same"}


def test_a_preview_of_a_quiz_shows_its_author_the_key(eko: Client) -> None:
    upload(eko, zipped(FILES))
    page = eko.get(f"/studio/drafts/{only_draft().id}/pages/kuis").text
    assert "- (x) Dua" in page


def test_pages_that_come_and_go_are_told(eko: Client, live) -> None:
    upload(eko, zipped({"modules/02-kuis.md": quiz(), "modules/03-b.md": LESSON.format(ref="b")}))
    assert changes() == {"kuis": "same", "b": "new", "a": "removed"}


def test_looking_at_a_draft_changes_nothing_that_is_live(eko: Client, live) -> None:
    upload(eko, zipped({"modules/03-b.md": LESSON.format(ref="b")}))
    assert queries.find_course("unggah", actor=anybody_everywhere())[1].id == live.id
    assert [ref for ref, _ in queries.pages_of(live.id)] == ["a", "kuis"]
    assert db.session.scalars(
        select(CourseVersion).where(CourseVersion.title == live.title)
    ).all() == [live]


def test_a_changed_key_is_told_with_the_answers_it_meets(eko: Client, live, cast) -> None:
    answer_quiz(cast.ana, live)
    upload(eko, zipped({**FILES, "modules/02-kuis.md": quiz(key="Tiga")}))
    draft = only_draft()
    assert draft.impact["rekeyed"] == [["q-satu", 1]]
    assert "q-satu has another key" in eko.get(f"/studio/drafts/{draft.id}").text


def test_after_a_changed_key_the_way_to_the_corrections_is_shown(eko: Client, live, cast) -> None:
    from app.kit import clock
    from app.quizzes import actions
    from app.quizzes.models import Attempt

    answer_quiz(cast.ana, live)
    actions.submit(db.session.scalars(select(Attempt)).one(), at=clock.now())
    db.session.commit()
    upload(eko, zipped({**FILES, "modules/02-kuis.md": quiz(key="Tiga")}))
    page = eko.get(publish_draft(eko, only_draft()).location).text
    assert "Answers to changed keys keep their points for now." in page
    assert 'href="/quizzes/unggah/kuis/corrections"' in page


def answer_quiz(person, version: CourseVersion) -> None:
    """One stored answer to q-satu."""
    from datetime import UTC, datetime

    from app.content.questions import Tokens
    from app.learning.actions import enrol
    from app.quizzes import actions
    from app.quizzes.models import AttemptTerms

    at = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    enrol(person, version, at=at)
    module = dict(queries.pages_of(version.id))["kuis"]
    attempt = actions.start(
        person_id=person.id, quiz=module, course_version_id=version.id, terms=AttemptTerms(), at=at
    )
    fields = {"seq": ["1"], "choice": [Tokens(attempt.secret, 1).of("dua")]}
    (saved,) = actions.save_answers(attempt.id, person_id=person.id, fields={1: fields}, at=at)
    assert saved.is_stored
    db.session.commit()


def test_publishing_over_a_version_not_seen_is_refused_and_compared_again(
    eko: Client, live, tmp_path: Path
) -> None:
    upload(eko, zipped({**FILES, "modules/03-b.md": LESSON.format(ref="b")}))
    draft = only_draft()
    other = {**FILES, "modules/04-c.md": LESSON.format(ref="c")}
    publish(write_course(tmp_path / "unggah", other))
    answer = publish_draft(eko, draft)
    assert answer.location == f"/studio/drafts/{draft.id}"
    assert queries.find_course("unggah", actor=anybody_everywhere())[1].number == 2
    assert changes() == {"a": "same", "kuis": "same", "b": "new", "c": "removed"}


def test_a_new_course_that_was_refused_leaves_nothing_behind(eko: Client) -> None:
    """An empty course without an author would lock its own author out."""
    upload(eko, zipped(FILES))
    answer = publish_draft(eko, only_draft(), seen="of yesterday")
    assert answer.location == f"/studio/drafts/{only_draft().id}"
    assert db.session.scalar(select(Course).where(Course.ref == "unggah")) is None
    assert publish_draft(eko, only_draft()).location == "/studio/courses/unggah"


def test_a_course_keeps_its_name_where_the_new_one_was_refused(eko: Client, live) -> None:
    renamed = COURSE.format(ref="baru").replace("lang: id", "lang: id\nwas: unggah")
    upload(eko, zipped({**FILES, "course.md": renamed}, ref="baru"))
    assert only_draft().is_publishable
    publish_draft(eko, only_draft(), seen="of yesterday")
    ref = select(Course.ref).where(Course.id == live.course_id)
    assert db.session.scalar(ref) == "unggah"
    publish_draft(eko, only_draft())
    assert db.session.scalar(ref) == "baru"


def test_a_second_click_on_publish_finds_the_draft_gone(eko: Client) -> None:
    upload(eko, zipped(FILES))
    address = f"/studio/drafts/{only_draft().id}/publication"
    click = {"change": "minor", "note": "", "seen": only_draft().state}
    post(eko, address, data=click)
    assert post(eko, address, data=click).location == "/studio"
    assert queries.find_course("unggah", actor=anybody_everywhere())[1].number == 1


def test_a_single_page_takes_its_place_in_a_copy_of_the_course(eko: Client, live) -> None:
    text = LESSON.format(ref="a").replace("Isi bacaan", "Diganti: bacaan")
    upload(eko, (io.BytesIO(text.encode()), "Bacaan A.md"), course="unggah")
    assert changes() == {"a": "changed", "kuis": "same"}
    publish_draft(eko, only_draft())
    assert (
        "Diganti: bacaan a."
        in dict(queries.pages_of(queries.find_course("unggah", actor=anybody_everywhere())[1].id))[
            "a"
        ].parts[0]["html"]
    )


def test_a_question_bank_becomes_a_pool(eko: Client, live) -> None:
    bank = "Ibu kota Maluku?\nA. Ambon\nB. Tual\nANSWER: A\n"
    upload(eko, (io.BytesIO(bank.encode()), "soal.txt"), course="unggah")
    assert changes()["soal"] == "new"
    assert db.session.scalar(select(DraftPage.path).where(DraftPage.ref == "soal")) == (
        "pools/soal.md"
    )


def test_a_single_page_needs_a_course(eko: Client) -> None:
    answer = upload(eko, (io.BytesIO(b"---\nid: a\ntitle: A\n---\n\nIsi.\n"), "a.md"))
    assert answer.status_code == 422
    assert "Choose the course that this file belongs to." in answer.text


def test_a_file_of_an_unknown_kind_is_refused_with_what_is_possible(eko: Client, live) -> None:
    answer = upload(eko, (io.BytesIO(b"MZ"), "program.exe"), course="unggah")
    assert answer.status_code == 422
    assert ".md" in answer.text
    assert db.session.scalar(select(CourseDraft)) is None


def test_a_mended_file_clears_the_findings(eko: Client) -> None:
    upload(eko, zipped({"modules/02-kuis.md": quiz(key="none")}))
    draft = only_draft()
    mended = (io.BytesIO(quiz().encode()), "02-kuis.md")
    post(eko, f"/studio/drafts/{draft.id}/files", data={"file": mended, "place": "page"})
    assert only_draft().is_publishable
    assert only_draft().findings == []


def test_a_whole_zip_takes_the_place_of_all_that_a_draft_holds(eko: Client) -> None:
    upload(eko, (zipped({"modules/02-kuis.md": quiz(key="none")})[0], "bad.zip"))
    draft = only_draft()
    sent = {"file": zipped({"modules/01-a.md": LESSON.format(ref="a")}), "place": "page"}
    answer = post(eko, f"/studio/drafts/{draft.id}/files", data=sent)
    assert answer.location == f"/studio/drafts/{draft.id}"
    assert changes() == {"a": "new"}
    page = eko.get(answer.location).text
    assert "bad.zip" not in page
    assert "<code>unggah</code>, a new course" in page
    assert "This draft can be published" in page


def test_a_broken_zip_leaves_a_draft_as_it_is(eko: Client) -> None:
    upload(eko, zipped(FILES))
    before = only_draft().folder
    sent = {"file": (io.BytesIO(b"PK"), "lain.zip"), "place": "page"}
    answer = eko.post(f"/studio/drafts/{only_draft().id}/files", data=sent)
    assert answer.status_code == 422
    assert "This is not a ZIP file that can be read." in answer.text
    assert only_draft().folder == before
    assert only_draft().is_publishable


def test_a_zip_that_comes_while_a_publication_runs_is_not_lost(eko: Client) -> None:
    upload(eko, zipped(FILES))
    draft_id = only_draft().id
    data = {"change": "minor", "note": "", "seen": only_draft().state}
    eko.post(f"/studio/drafts/{draft_id}/publication", data=data)
    running = actions.claim(at=clock.now())
    db.session.commit()
    go_live = publish_draft_task(running, silent)
    sent = {"file": zipped({"modules/03-b.md": LESSON.format(ref="b")}), "place": "page"}
    answer = eko.post(f"/studio/drafts/{draft_id}/files", data=sent)
    with transaction():
        assert [note.code for note in go_live().notes] == ["draft.changed"]
    follow(eko, answer)
    assert changes() == {"b": "new"}


def test_the_way_back_to_a_published_draft_leads_to_its_course(eko: Client, cast) -> None:
    upload(eko, zipped(FILES))
    address = f"/studio/drafts/{only_draft().id}"
    publish_draft(eko, only_draft())
    assert eko.get(address).location == "/studio/courses/unggah"
    assert eko.get("/studio/drafts/99999").status_code == 404
    assert eko.sign_in(cast.ana).get(address).status_code == 403


def test_an_asset_is_added_under_its_name(eko: Client) -> None:
    page = LESSON.format(ref="a") + "\n[Templat](../assets/templat.csv)\n"
    upload(eko, zipped({"modules/01-a.md": page}))
    assert not only_draft().is_publishable
    sheet = (io.BytesIO(b"a,b\n"), "Templat.csv")
    post(eko, f"/studio/drafts/{only_draft().id}/files", data={"file": sheet, "place": "asset"})
    assert only_draft().is_publishable


def test_the_folder_of_a_version_comes_back_byte_for_byte(eko: Client) -> None:
    files = {**FILES, "modules/01-a.md": "\ufeff" + FILES["modules/01-a.md"].replace("\n", "\r\n")}
    upload(eko, zipped({**files, "assets/data.csv": "a;b\n", "README.md": "Untuk penulis.\n"}))
    publish_draft(eko, only_draft())
    answer = eko.get("/studio/courses/unggah/versions/1/folder")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    expected = {**files, "assets/data.csv": "a;b\n", "README.md": "Untuk penulis.\n"}
    expected["course.md"] = COURSE.format(ref="unggah")
    assert held == {f"unggah/{path}": text for path, text in expected.items()}


def test_going_back_is_a_draft_of_the_earlier_version(eko: Client, live) -> None:
    upload(eko, zipped({**FILES, "modules/03-b.md": LESSON.format(ref="b")}))
    publish_draft(eko, only_draft())
    post(eko, "/studio/courses/unggah/versions/1/draft")
    assert changes() == {"a": "same", "kuis": "same", "b": "removed"}
    publish_draft(eko, only_draft())
    version = queries.find_course("unggah", actor=anybody_everywhere())[1]
    assert version.number == 3
    assert [ref for ref, _ in queries.pages_of(version.id)] == ["a", "kuis"]


def test_a_folder_that_was_not_touched_does_not_undo_the_studio(
    eko: Client, live, tmp_path: Path
) -> None:
    upload(eko, zipped({**FILES, "modules/03-b.md": LESSON.format(ref="b")}))
    publish_draft(eko, only_draft())
    outcome = publish(tmp_path / "unggah")
    assert outcome.is_overtaken
    assert queries.find_course("unggah", actor=anybody_everywhere())[1].number == 2
    write_course(tmp_path / "unggah", {**FILES, "modules/01-a.md": LESSON.format(ref="a") + "!\n"})
    assert publish(tmp_path / "unggah").publication
    assert queries.find_course("unggah", actor=anybody_everywhere())[1].number == 3


def test_what_changed_is_told_to_those_under_way(eko: Client, live, cast) -> None:
    client = eko
    client.sign_in(cast.ana, language="en").post("/courses/unggah/enrolment")
    client.sign_in(cast.eko, language="en")
    upload(client, zipped({**FILES, "modules/03-b.md": LESSON.format(ref="b")}))
    refused = publish_draft(client, only_draft(), change="material")
    assert refused.status_code == 422
    publish_draft(client, only_draft(), change="material", note="Bab tiga ditambahkan.")
    assert "Bab tiga ditambahkan." in client.sign_in(cast.ana).get("/courses/unggah").text
    assert "Bab tiga ditambahkan." not in client.sign_in(cast.dewi).get("/courses/unggah").text


def test_a_draft_status_in_the_course_is_said_and_not_published(eko: Client) -> None:
    course = COURSE.format(ref="unggah").replace("lang: id", "lang: id\nstatus: draft")
    upload(eko, zipped({**FILES, "course.md": course}))
    page = eko.get(f"/studio/drafts/{only_draft().id}").text
    assert "status: draft" in page
    assert "/publication" not in page
    publish_draft(eko, only_draft())
    assert queries.find_course("unggah", actor=anybody_everywhere()) is None


def test_a_discarded_draft_is_gone(eko: Client) -> None:
    upload(eko, zipped(FILES))
    post(eko, f"/studio/drafts/{only_draft().id}/removal")
    assert db.session.scalar(select(CourseDraft)) is None
    assert db.session.scalar(select(DraftPage)) is None


def test_only_authors_may_send_large_files(client: Client, cast, app) -> None:
    """Anybody else stays at the application's limit and is told so before it is read."""
    large = (io.BytesIO(b"0" * (app.config["MAX_CONTENT_LENGTH"] + 1)), "a.zip")
    assert upload(client.sign_in(cast.ana), large).status_code == 413
    large = (io.BytesIO(b"0" * (app.config["MAX_CONTENT_LENGTH"] + 1)), "a.zip")
    assert upload(client.sign_in(cast.eko), large).status_code == 422


def test_a_translated_page_is_previewed_in_each_language(eko: Client) -> None:
    english = "---\nid: a\nlang: en\ntitle: Reading a\n---\n\nText of reading a.\n"
    course = "---\nid: unggah\nlang: en\ntitle: Course\n---\n\nText.\n"
    upload(eko, zipped({**FILES, "modules/01-a.en.md": english, "course.en.md": course}))
    address = f"/studio/drafts/{only_draft().id}/pages/a"
    assert "Isi bacaan a." in eko.get(address).text
    assert "Text of reading a." in eko.get(f"{address}?lang=en").text


@pytest.mark.parametrize(("name", "expected"), [("moodle-xml", b"<quiz>"), ("gift", b"q-satu")])
def test_a_version_is_exported_for_other_programs(eko: Client, live, name, expected) -> None:
    answer = eko.get(f"/studio/courses/unggah/versions/1/exports/{name}")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert any(expected in archive.read(entry) for entry in archive.namelist())


def test_an_unknown_format_or_version_is_not_found(eko: Client, live) -> None:
    assert eko.get("/studio/courses/unggah/versions/1/exports/csv").status_code == 404
    assert eko.get("/studio/courses/unggah/versions/9/exports/gift").status_code == 404


def test_a_draft_that_changed_since_it_was_looked_at_is_shown_again_first(eko: Client) -> None:
    """Another tab added a page: what is published is only what its author has seen."""
    upload(eko, zipped(FILES))
    before = only_draft().state
    page = (io.BytesIO(LESSON.format(ref="b").encode()), "03-b.md")
    post(eko, f"/studio/drafts/{only_draft().id}/files", data={"file": page, "place": "page"})
    publish_draft(eko, only_draft(), seen=before)
    assert queries.find_course("unggah", actor=anybody_everywhere()) is None
    publish_draft(eko, only_draft())
    assert queries.find_course("unggah", actor=anybody_everywhere())


def test_a_folder_that_changed_behind_the_draft_is_checked_again_first(eko: Client, app) -> None:
    """As after a process was killed between writing a file and checking it."""
    upload(eko, zipped(FILES))
    folder = app.config["LENTERA"].drafts / only_draft().folder
    (folder / "modules" / "03-b.md").write_text(LESSON.format(ref="b"), "utf-8")
    publish_draft(eko, only_draft())
    assert queries.find_course("unggah", actor=anybody_everywhere()) is None
    assert changes()["b"] == "new"


@pytest.mark.parametrize("seen", ["", "abc", "-1", "99999999999:x"])
def test_a_garbled_state_publishes_nothing(eko: Client, seen) -> None:
    upload(eko, zipped(FILES))
    assert publish_draft(eko, only_draft(), seen=seen).status_code == 302
    assert queries.find_course("unggah", actor=anybody_everywhere()) is None


def test_a_file_is_taken_out_of_a_draft(eko: Client) -> None:
    upload(eko, zipped({**FILES, "modules/03-b.md": "tanpa bagian depan"}))
    address = f"/studio/drafts/{only_draft().id}/files/removal"
    assert not only_draft().is_publishable
    post(eko, address, data={"path": "../../lentera.sqlite3"})
    assert not only_draft().is_publishable
    post(eko, address, data={"path": "modules/03-b.md"})
    assert only_draft().is_publishable


def test_a_draft_is_downloaded_as_it_is(eko: Client) -> None:
    upload(eko, zipped(FILES))
    answer = eko.get(f"/studio/drafts/{only_draft().id}/folder")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert set(archive.namelist()) == {f"unggah/{name}" for name in ("course.md", *FILES)}


def test_a_new_upload_takes_the_place_of_ones_own_draft(eko: Client) -> None:
    upload(eko, zipped(FILES))
    first = only_draft().id
    upload(eko, zipped({"modules/01-a.md": LESSON.format(ref="a")}))
    assert only_draft().id != first
    assert changes() == {"a": "new"}


def test_a_single_file_joins_ones_own_draft_of_the_course(eko: Client, live) -> None:
    upload(eko, zipped({**FILES, "modules/03-b.md": LESSON.format(ref="b")}))
    page = (io.BytesIO(LESSON.format(ref="c").encode()), "04-c.md")
    upload(eko, page, course="unggah")
    assert changes() == {"a": "same", "kuis": "same", "b": "new", "c": "new"}


def test_a_page_with_an_id_replaces_that_page_wherever_it_lies(eko: Client) -> None:
    folder = "---\nid: {0}\ntitle: {0}\n---\n"
    files = {
        "modules/01-x/module.md": folder.format("x"),
        "modules/01-x/01.md": LESSON.format(ref="a1"),
        "modules/02-y/module.md": folder.format("y"),
        "modules/02-y/01.md": LESSON.format(ref="b1"),
    }
    upload(eko, zipped(files))
    address = f"/studio/drafts/{only_draft().id}/files"
    new = LESSON.format(ref="b1").replace("Isi", "Diganti:")
    post(eko, address, data={"file": (io.BytesIO(new.encode()), "01.md"), "place": "page"})
    page = eko.get(f"/studio/drafts/{only_draft().id}/pages/b1").text
    assert "Diganti: bacaan b1." in page
    other = LESSON.format(ref="baru")
    answer = post(
        eko, address, data={"file": (io.BytesIO(other.encode()), "01.md"), "place": "page"}
    )
    assert answer.status_code == 422
    assert "modules/01-x/01.md, modules/02-y/01.md" in answer.text


def test_a_renamed_course_keeps_its_folder_its_links_and_its_place_as_a_prerequisite(
    eko: Client, live, tmp_path: Path, cast
) -> None:
    write_course(tmp_path / "lanjut", FILES, front="prerequisites: [unggah]\n")
    publish(tmp_path / "lanjut")
    course = COURSE.format(ref="unggah-baru").replace("lang: id", "lang: id\nwas: unggah")
    upload(eko, zipped({**FILES, "course.md": course}))
    publish_draft(eko, only_draft())
    told = [finding.code for finding in publish(tmp_path / "unggah").findings]
    assert told == ["E138"]
    assert queries.find_course("unggah", actor=anybody_everywhere()) is None
    client = eko.sign_in(cast.ana, language="en")
    assert client.get("/courses/unggah").location == "/courses/unggah-baru"
    client.post("/courses/lanjut/enrolment")
    assert "Complete this first" in client.get("/courses/lanjut").text


def test_a_renamed_and_a_removed_page_are_previewed(eko: Client, live) -> None:
    page = LESSON.format(ref="a-baru").replace("title:", "was: a\ntitle:")
    course = COURSE.format(ref="unggah-baru").replace("lang: id", "lang: id\nwas: unggah")
    upload(eko, zipped({"modules/01-a.md": page, "course.md": course}))
    assert changes() == {"a-baru": "changed", "kuis": "removed"}
    address = f"/studio/drafts/{only_draft().id}/pages"
    assert "is-double" in eko.get(f"{address}/a-baru").text
    assert "Satu tambah satu?" in eko.get(f"{address}/kuis").text


def test_courses_that_wait_for_each_other_are_refused(eko: Client, tmp_path: Path) -> None:
    publish(write_course(tmp_path / "pa", FILES, front="prerequisites: [pb]\n"))
    outcome = publish(write_course(tmp_path / "pb", FILES, front="prerequisites: [pa]\n"))
    assert [finding.code for finding in outcome.findings if finding.is_error] == ["E139"]


def test_going_back_is_told_to_learners_unless_its_author_says_otherwise(eko: Client, live) -> None:
    upload(eko, zipped({**FILES, "modules/03-b.md": LESSON.format(ref="b")}))
    publish_draft(eko, only_draft(), change="material", note="Bab tiga.")
    post(eko, "/studio/courses/unggah/versions/1/draft")
    page = eko.get(f"/studio/drafts/{only_draft().id}").text
    assert "Back to version 1." in page
    assert re.search(r'<input checked [^>]*value="material"', page)


def test_a_gap_shows_its_key_in_the_preview(eko: Client) -> None:
    cloze = (
        "---\nid: rumpang\ntitle: R\ntype: quiz\n---\n\n## Lengkapi {#q-r}\n\nIbu kota {{Ambon}}.\n"
    )
    upload(eko, zipped({"modules/01-r.md": cloze}))
    page = eko.get(f"/studio/drafts/{only_draft().id}/pages/rumpang").text
    assert "Ibu kota {{Ambon}}." in page


def test_folders_that_no_draft_has_any_more_go_with_the_clock(eko: Client, app) -> None:
    folders = app.config["LENTERA"].drafts
    upload(eko, zipped(FILES, ref="satu"))
    published = folders / only_draft().folder
    publish_draft(eko, only_draft())
    upload(eko, zipped(FILES, ref="dua"))
    kept = folders / only_draft().folder
    for folder in (published, kept):
        os.utime(folder, (0, 0))
    sweep_drafts()
    assert (published.exists(), kept.exists()) == (False, True)


def test_a_draft_that_was_discarded_while_it_was_checked_is_told_so(eko: Client) -> None:
    upload(eko, zipped(FILES))
    draft = only_draft()
    answer = eko.post(f"/studio/drafts/{draft.id}/files/removal", data={"path": "modules/01-a.md"})
    eko.post(f"/studio/drafts/{draft.id}/removal")
    assert follow(eko, answer).location == "/studio"
    assert "no longer there" in eko.get("/studio").text


def age(folder: Path) -> None:
    """As if nobody had touched them for years."""
    for one in (folder, *folder.glob("*")):
        os.utime(one, (0, 0))


def send_page(eko: Client, ref: str = "b"):
    """Into ones own draft of the course "unggah"; the job that checks it waits."""
    page = io.BytesIO(LESSON.format(ref=ref).encode())
    return eko.post("/studio/drafts", data={"file": (page, f"{ref}.md"), "course": "unggah"})


def test_a_copy_of_an_old_draft_is_as_young_as_it_is(eko: Client, app, live) -> None:
    folders = app.config["LENTERA"].drafts
    upload(eko, zipped(FILES))
    before = set(folders.iterdir())
    age(folders / only_draft().folder)
    send_page(eko)
    (copy,) = set(folders.iterdir()) - before
    assert copy.stat().st_mtime > time.time() - 3600


def test_the_sweep_spares_what_a_job_has_still_to_read(eko: Client, app, live) -> None:
    folders = app.config["LENTERA"].drafts
    upload(eko, zipped(FILES))
    answer = send_page(eko)
    for folder in folders.iterdir():
        age(folder)
    sweep_drafts()
    follow(eko, answer)
    refs = set(db.session.scalars(select(DraftPage.ref)))
    assert refs == {"a", "b", "kuis"}


def test_a_folder_that_comes_while_the_sweep_looks_stays(tmp_path: Path) -> None:
    (tmp_path / "lama").mkdir()
    age(tmp_path)

    def kept() -> set[str]:
        (tmp_path / "baru").mkdir()
        age(tmp_path)
        return set()

    drafts.sweep(tmp_path, kept, before=time.time() - 3600)
    assert [folder.name for folder in tmp_path.iterdir()] == ["baru"]


def send_file(client: Client, draft_id: int, path: str, text: str):
    file = (io.BytesIO(text.encode()), path)
    return client.post(f"/studio/drafts/{draft_id}/files", data={"file": file, "place": "page"})


def test_an_older_check_gives_way_to_a_newer_one(eko: Client) -> None:
    upload(eko, zipped(FILES))
    draft_id = only_draft().id
    send_file(eko, draft_id, "b.md", LESSON.format(ref="b"))
    older = actions.claim(at=clock.now())
    db.session.commit()
    store_older = check_draft(older, silent)
    answer = send_file(eko, draft_id, "c.md", LESSON.format(ref="c"))
    follow(eko, answer)
    with transaction():
        assert store_older().endpoint == "studio.draft"
    refs = set(db.session.scalars(select(DraftPage.ref)))
    assert refs == {"a", "b", "c", "kuis"}


def test_a_file_that_comes_while_a_publication_runs_is_not_lost(eko: Client) -> None:
    upload(eko, zipped(FILES))
    draft_id = only_draft().id
    data = {"change": "minor", "note": "", "seen": only_draft().state}
    eko.post(f"/studio/drafts/{draft_id}/publication", data=data)
    running = actions.claim(at=clock.now())
    db.session.commit()
    go_live = publish_draft_task(running, silent)
    answer = send_file(eko, draft_id, "b.md", LESSON.format(ref="b"))
    with transaction():
        result = go_live()
    assert (result.endpoint, [note.code for note in result.notes]) == (
        "studio.draft",
        ["draft.changed"],
    )
    assert queries.find_course("unggah", actor=anybody_everywhere()) is None
    assert follow(eko, answer).location == f"/studio/drafts/{draft_id}"
    assert "b" in db.session.scalars(select(DraftPage.ref)).all()


def test_two_authors_who_publish_at_once_each_see_a_job_of_their_own(app, eko, cast) -> None:
    upload(eko, zipped(FILES))
    address = f"/studio/drafts/{only_draft().id}/publication"
    click = {"change": "minor", "note": "", "seen": only_draft().state}
    first = eko.post(address, data=click)
    dewi = app.test_client()
    db.session.add(RoleGrant(person_id=cast.dewi.id, role="author", valid_from=date(2024, 1, 1)))
    db.session.commit()
    dewi.sign_in(cast.dewi, language="en")
    second = dewi.post(address, data=click)
    assert dewi.get(second.location).status_code == 200
    assert follow(eko, first).location == "/studio/courses/unggah"
    assert dewi.get(second.location).location == "/studio"
    assert "no longer there" in dewi.get("/studio").text


@pytest.mark.parametrize("front", ["id: contoh", "id: milikku\nwas: contoh"])
def test_a_draft_never_turns_into_a_look_at_a_course_of_somebody_else(
    app, client, cast, front: str
) -> None:
    """Its pages and their keys would be shown as what the draft removes."""
    roles.give(cast.dewi, roles.Wanted("author", date(2024, 1, 1), only_own=True), by_id=None)
    db.session.commit()
    dewi = client.sign_in(cast.dewi, language="en")
    upload(dewi, zipped(FILES, ref="milikku"))
    draft = only_draft()
    course = f"---\n{front}\ntitle: Kursus\nlang: id\n---\n\nIsi.\n".encode()
    post(dewi, f"/studio/drafts/{draft.id}/files", data={"file": (io.BytesIO(course), "course.md")})
    answer = publish_draft(dewi, only_draft())
    assert answer.location == "/studio"
    assert only_draft().ref == "milikku"
    assert set(changes()) == {"a", "kuis"}
