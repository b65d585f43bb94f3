"""Publishing: whole or not at all, progress stays, nothing renders twice, hostile folders."""

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.content.messages import say
from app.db import db
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries, sources
from app.library.models import CourseVersion, ModuleVersion, Question, QuestionVersion
from app.studio import actions
from app.studio.cli import publish_all
from tests.factories.courses import LESSON, publish, write_course

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
QUIZ = """---
id: kuis
title: Kuis
type: quiz
---

## Warna langit? {#q-langit}

- (x) Biru
- ( ) Hijau
"""


@pytest.fixture
def root(app, tmp_path):
    return write_course(
        tmp_path / "baru",
        {"modules/01-satu.md": LESSON.format(ref="satu"), "modules/02-kuis.md": QUIZ},
    )


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def rewrite(root, path: str, old: str, new: str) -> None:
    file = root / path
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_a_course_goes_live_with_its_modules_in_order(root) -> None:
    outcome = publish(root)
    syllabus = queries.syllabus_of(outcome.publication.version.id)
    assert [(entry.ref, entry.kind) for entry in syllabus] == [("satu", "lesson"), ("kuis", "quiz")]


def test_publishing_the_same_folder_again_changes_nothing(root) -> None:
    publish(root)
    assert publish(root).publication is None
    assert count(CourseVersion) == 3  # the two test courses and this one


def test_a_course_with_an_error_is_refused_whole_and_the_live_version_stays(root) -> None:
    first = publish(root).publication.version
    rewrite(root, "modules/01-satu.md", "Isi bacaan", "Isi baru")
    rewrite(root, "modules/02-kuis.md", "(x)", "( )")
    outcome = publish(root)
    assert outcome.is_refused
    # Line 9 is the first answer of the question without a right one; line 7 its heading.
    assert ("E203", "modules/02-kuis.md") in {(f.code, f.path) for f in outcome.findings}
    assert queries.find_live("baru").id == first.id


def test_a_new_module_appears_and_nobodys_progress_moves(root, cast) -> None:
    publish(root)
    learning.enrol(cast.ana, queries.find_live("baru"), at=AT)
    found = courses.find_module("baru", "satu", person_id=cast.ana.id)
    learning.complete_module(found.enrolment, found.module.module_id, at=AT)
    db.session.commit()

    (root / "modules" / "03-tiga.md").write_text(LESSON.format(ref="tiga"), "utf-8")
    outcome = publish(root)

    assert (outcome.publication.added, outcome.publication.changed) == (1, 0)
    assert outcome.enrolled == 1
    outline = courses.outline_of(queries.find_live("baru").id, found.enrolment.id)
    assert [(s.entry.ref, s.is_done) for s in outline.steps] == [
        ("satu", True),
        ("kuis", False),
        ("tiga", False),
    ]


def test_an_unchanged_module_keeps_its_row_and_renders_nothing(root) -> None:
    publish(root)
    before = {m.module_id: m.id for m in db.session.scalars(select(ModuleVersion))}
    rewrite(root, "modules/01-satu.md", "Isi bacaan", "Isi baru dari")
    prepared = actions.prepare(root, seconds=2)
    # Only the lesson's one text: course page and quiz are known.
    assert len(prepared.rendition.made) == 1
    publish(root)
    quiz = queries.find_module_by_path(queries.find_live("baru").id, "modules/02-kuis.md")
    assert before[quiz.module_id] == quiz.id


@pytest.mark.parametrize(
    ("new", "renamed"),
    [
        ("- ( ) Hijau\n- (x) Biru", {"Hijau": "Hijau", "Biru": "Biru"}),
        ("- (x) Biru muda\n- ( ) Hijau", {"Hijau": "Hijau", "Biru muda": "Biru"}),
    ],
)
def test_choices_keep_their_keys_when_moved_or_reworded(root, new, renamed) -> None:
    publish(root)
    rewrite(root, "modules/02-kuis.md", "- (x) Biru\n- ( ) Hijau", new)
    publish(root)
    before, after = (
        {choice["text"]["source"]: choice["key"] for choice in version.body["choices"]}
        for version in db.session.scalars(
            select(QuestionVersion)
            .where(QuestionVersion.body["ref"].as_string() == "q-langit")
            .order_by(QuestionVersion.id)
        )
    )
    assert after == {text: before[old] for text, old in renamed.items()}


def test_the_source_is_stored_with_the_version(root) -> None:
    publish(root)
    texts = sources.texts_of(queries.find_live("baru").id)
    assert texts["modules/01-satu.md"] == LESSON.format(ref="satu")


def test_a_draft_is_checked_but_not_published(app, tmp_path) -> None:
    root = write_course(
        tmp_path / "draf", {"modules/01-a.md": LESSON.format(ref="a")}, front="status: draft\n"
    )
    assert publish(root).publication is None
    assert queries.find_live("draf") is None


def test_assets_are_stored_under_their_hash_and_served_sandboxed(root, client, cast) -> None:
    picture = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    (root / "assets").mkdir()
    (root / "assets" / "alur.svg").write_bytes(picture)
    rewrite(root, "modules/01-satu.md", "Isi bacaan satu.", "![Alur](../assets/alur.svg)")
    publish(root)
    address = f"/media/{hashlib.sha256(picture).hexdigest()}/alur.svg"
    module = queries.find_module_by_path(queries.find_live("baru").id, "modules/01-satu.md")
    assert f'src="{address}"' in module.parts[0]["html"]
    answer = client.sign_in(cast.ana).get(address)
    assert answer.data == picture
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_what_is_only_saved_is_shown_under_no_other_name(root, client, cast) -> None:
    page = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    (root / "assets").mkdir()
    (root / "assets" / "alur.html").write_bytes(page)
    rewrite(root, "modules/01-satu.md", "Isi bacaan satu.", "[Alur](../assets/alur.html)")
    publish(root)
    digest = hashlib.sha256(page).hexdigest()
    for name in ("alur.html", "alur.svg", "alur.txt"):
        answer = client.sign_in(cast.ana).get(f"/media/{digest}/{name}")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_unknown_asset_is_not_found(client, cast) -> None:
    assert client.sign_in(cast.ana).get("/media/00/../../secret-key").status_code == 404
    assert client.get(f"/media/{'0' * 64}/x.png").status_code == 404


@pytest.mark.cold
def test_rendering_that_takes_too_long_is_refused_with_its_line(root, app, monkeypatch) -> None:
    (root / "modules" / "03-tiga.md").write_text(LESSON.format(ref="tiga"), "utf-8")
    prepared = actions.prepare(root, seconds=0)
    assert prepared.is_refused
    finding = prepared.checked.findings[0]
    # course.md is rendered first: six lines of front matter, a blank, then its text on line 8.
    assert (finding.code, finding.path, finding.line) == ("E716", "course.md", 8)


HOSTILE = {
    "broken YAML": ("modules/01-satu.md", "title: Bacaan", "title: [Bacaan", "E105"),
    "missing id": ("modules/01-satu.md", "id: satu\n", "", "E101"),
    "duplicate id": ("modules/02-kuis.md", "id: kuis", "id: satu", "E102"),
    "unknown key": ("modules/01-satu.md", "title:", "titel:", "E103"),
    "link out of the folder": (
        "modules/01-satu.md",
        "Isi bacaan satu.",
        "[x](../../../../etc/passwd)",
        "E5",
    ),
    "8000 brackets": ("modules/01-satu.md", "Isi bacaan satu.", "[" * 8000, "E7"),
    "a 10 MB file": ("modules/01-satu.md", "Isi bacaan satu.", "kata " * 2_000_000, "E701"),
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_bad_input_is_refused_with_place_and_nothing_changes(root, fault) -> None:
    live = publish(root).publication.version.id
    path, old, new, code = HOSTILE[fault]
    rewrite(root, path, old, new)
    outcome = publish(root)
    assert outcome.is_refused
    assert any(f.code.startswith(code) and f.path == path for f in outcome.findings)
    assert queries.find_live("baru").id == live


def test_a_script_in_a_title_stays_text(root, client, cast) -> None:
    rewrite(root, "modules/01-satu.md", "title: Bacaan satu", "title: <script>alert(1)</script>")
    publish(root)
    client.sign_in(cast.ana).post("/courses/baru/enrolment")
    for page in ("/courses/baru", "/courses/baru/modules/satu"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_a_link_in_the_file_system_is_not_followed(root, tmp_path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(LESSON.format(ref="rahasia"), "utf-8")
    (root / "modules" / "03-rahasia.md").symlink_to(secret)
    publish(root)
    live = queries.find_live("baru")
    assert live is None or "rahasia" not in [e.ref for e in queries.syllabus_of(live.id)]


def test_a_renamed_module_and_question_keep_what_people_did(root, cast) -> None:
    publish(root)
    learning.enrol(cast.ana, queries.find_live("baru"), at=AT)
    found = courses.find_module("baru", "satu", person_id=cast.ana.id)
    learning.complete_module(found.enrolment, found.module.module_id, at=AT)
    db.session.commit()
    question = queries.ids_by_ref(Question, found.enrolment.course_id)["q-langit"]

    rewrite(root, "modules/01-satu.md", "id: satu\n", "id: pertama\nwas: satu\n")
    rewrite(root, "modules/02-kuis.md", "{#q-langit}", "{#q-warna-langit was=q-langit}")
    publish(root)

    outline = courses.outline_of(queries.find_live("baru").id, found.enrolment.id)
    assert next((s.entry.ref, s.is_done) for s in outline.steps) == ("pertama", True)
    assert queries.ids_by_ref(Question, found.enrolment.course_id) == {"q-warna-langit": question}


def test_a_renamed_course_keeps_its_learners(root, cast) -> None:
    publish(root)
    learning.enrol(cast.ana, queries.find_live("baru"), at=AT)
    db.session.commit()
    rewrite(root, "course.md", "id: baru\n", "id: lebih-baru\nwas: baru\n")
    assert publish(root).enrolled == 1
    assert queries.find_live("baru") is None
    assert courses.find_course("lebih-baru", person_id=cast.ana.id).enrolment


def test_a_module_may_not_change_its_kind_under_its_id(root) -> None:
    live = publish(root).publication.version.id
    (root / "modules" / "01-satu.md").write_text(
        QUIZ.replace("id: kuis", "id: satu").replace("q-langit", "q-lain"), "utf-8"
    )
    outcome = publish(root)
    assert ("E128", "modules/01-satu.md") in {(f.code, f.path) for f in outcome.findings}
    assert queries.find_live("baru").id == live


def test_a_question_may_not_change_its_type_under_its_id(root) -> None:
    live = publish(root).publication.version.id
    rewrite(root, "modules/02-kuis.md", "- (x) Biru\n- ( ) Hijau", "- = Biru")
    outcome = publish(root)
    # Line 7 is the question's heading.
    assert ("E129", 7) in {(f.code, f.line) for f in outcome.findings}
    assert queries.find_live("baru").id == live


def test_a_published_answer_under_another_key_is_told_with_its_old_one(root) -> None:
    publish(root)
    rewrite(root, "modules/02-kuis.md", "- (x) Biru", "- (x) Biru {#langit}")
    outcome = publish(root)
    (finding,) = [f for f in outcome.findings if f.code == "W138"]
    assert (finding.path, finding.line) == ("modules/02-kuis.md", 7)
    assert "{#biru}" in say(finding, "id")
    assert "W138" not in {f.code for f in publish(root).findings}


def test_a_key_given_up_is_not_used_for_another_answer(root) -> None:
    publish(root)
    rewrite(root, "modules/02-kuis.md", "Hijau", "Hijau muda\n- ( ) Merah")
    publish(root)
    rewrite(root, "modules/02-kuis.md", "Hijau muda\n- ( ) Merah", "Kuning\n- ( ) Hijau?")
    publish(root)
    versions = db.session.scalars(
        select(QuestionVersion.body)
        .join(Question)
        .where(Question.ref == "q-langit")
        .order_by(QuestionVersion.id)
    )
    assert [[choice["key"] for choice in body["choices"]] for body in versions] == [
        ["biru", "hijau"],
        ["biru", "hijau-muda", "merah"],
        ["biru", "kuning", "hijau-2"],
    ]


def test_two_folders_may_not_share_a_course_id(root, app, tmp_path) -> None:
    twin = write_course(tmp_path / "kembar", {"modules/01-a.md": LESSON.format(ref="a")})
    rewrite(twin, "course.md", "id: kembar", "id: baru")
    first, second = publish_all([root, twin], app.config["LENTERA"])
    assert (first.is_refused, second.is_refused) == (False, True)
    assert second.findings[-1].code == "E130"
    assert "satu" in [e.ref for e in queries.syllabus_of(queries.find_live("baru").id)]


def test_taking_out_the_last_open_module_completes_who_has_done_the_rest(root, cast) -> None:
    publish(root)
    learning.enrol(cast.ana, queries.find_live("baru"), at=AT)
    learning.enrol(cast.dewi, queries.find_live("baru"), at=AT)
    found = courses.find_module("baru", "satu", person_id=cast.ana.id)
    learning.complete_module(found.enrolment, found.module.module_id, at=AT)
    db.session.commit()
    (root / "modules" / "02-kuis.md").unlink()
    publish(root)
    assert courses.find_course("baru", person_id=cast.ana.id).completion
    assert not courses.find_course("baru", person_id=cast.dewi.id).completion


def test_a_pool_is_no_page_for_learners(root, client, cast) -> None:
    (root / "pools").mkdir()
    pool = QUIZ.replace("type: quiz", "type: pool").replace("id: kuis", "id: kolam")
    (root / "pools" / "kolam.md").write_text(pool.replace("q-langit", "q-kolam"), "utf-8")
    publish(root)
    client.sign_in(cast.ana).post("/courses/baru/enrolment")
    assert client.get("/courses/baru/modules/kolam").status_code == 404
    assert client.post("/courses/baru/modules/kolam/checks/q-kolam").status_code == 404


def test_a_quizs_questions_are_no_self_checks(root, client, cast) -> None:
    publish(root)
    client.sign_in(cast.ana).post("/courses/baru/enrolment")
    assert client.post("/courses/baru/modules/kuis/checks/q-langit").status_code == 404


def test_a_draw_takes_only_what_bears_all_its_tags_and_repeats_nothing(root, cast) -> None:
    from app.quizzes import actions as quizzes
    from app.quizzes import queries as attempts
    from app.quizzes.models import AttemptTerms

    questions = "\n".join(
        f"## Soal {n}? {{#q-{n} tags={tags}}}\n\n- (x) Ya {n}\n- ( ) Tidak {n}\n"
        for n, tags in enumerate(["a,b", "a,b", "a", "b", "a,b"])
    )
    (root / "pools").mkdir()
    (root / "pools" / "kolam.md").write_text(
        f"---\nid: kolam\ntitle: Kolam\ntype: pool\n---\n\n{questions}", "utf-8"
    )
    (root / "modules" / "03-ujian.md").write_text(
        "---\nid: ujian\ntitle: Ujian\ntype: quiz\n"
        "draw:\n  - {from: pools/kolam.md, pick: 2, tags: [a, b]}\n---\n",
        "utf-8",
    )
    outcome = publish(root)
    assert not outcome.is_refused, outcome.findings
    version = queries.find_live("baru")
    quiz = queries.find_module_by_path(version.id, "modules/03-ujian.md")
    drawn = set()
    for _ in range(12):
        attempt = quizzes.start(
            person_id=cast.ana.id,
            quiz=quiz,
            course_version_id=version.id,
            terms=AttemptTerms(),
            at=AT,
        )
        refs = [v.body["ref"] for _, v in attempts.slots_of(attempt.id)]
        assert len(set(refs)) == len(refs) == 2
        drawn |= set(refs)
        quizzes.submit(attempt, at=AT)
    # Only these three bear both tags; twelve draws of two miss one of them with p < 0.001.
    assert drawn == {"q-0", "q-1", "q-4"}


@pytest.mark.cold
def test_the_line_that_takes_too_long_is_named_also_where_the_rest_is_known(root) -> None:
    publish(root)
    rewrite(root, "modules/01-satu.md", "Isi bacaan satu.", "\n\nIsi yang baru.")
    prepared = actions.prepare(root, seconds=0)
    assert prepared.is_refused
    finding = prepared.checked.findings[0]
    # Five lines of front matter, three blank ones, then the text.
    assert (finding.code, finding.path, finding.line) == ("E716", "modules/01-satu.md", 9)
    assert "0 detik" in say(finding, "id")
