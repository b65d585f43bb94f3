"""Publishing a course in several languages: stored once, keyed alike, changed where it changed."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.library import queries
from app.library.languages import best
from app.library.models import ModuleVersion, Question, QuestionVersion
from tests.conftest import COURSES
from tests.factories.courses import publish


@pytest.fixture
def root(app, tmp_path: Path) -> Path:
    folder = tmp_path / "dwibahasa"
    shutil.copytree(COURSES / "dwibahasa", folder)
    return folder


def live():
    return queries.find_live("dwibahasa")


def question(ref: str) -> QuestionVersion:
    """The newest version."""
    return db.session.scalars(
        select(QuestionVersion)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Question.ref == ref)
        .order_by(QuestionVersion.id.desc())
    ).first()


def rewrite(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_words_and_text_of_every_language_are_stored_with_the_version(root) -> None:
    publish(root)
    version = live()
    assert version.languages == ["id", "en"]
    assert version.titles["en"]["title"] == "A Course in Two Languages"
    assert "in Indonesian and in English" in version.landing_in("en").html
    assert version.landing_in("en").audience == "All employees"
    module = queries.find_module_by_path(version.id, "modules/01-sapaan.md")
    english = module.text_in("en")
    assert (english.lang, english.title) == ("en", "Greetings")
    assert english.outline == [[2, "h-greetings", "Greetings"]]
    assert "friendly greeting" in english.parts[0]["html"]
    assert english.parts[1] == {"question": "q-salam"}


def test_links_lead_to_the_same_page_in_every_language(root) -> None:
    publish(root)
    module = queries.find_module_by_path(live().id, "modules/01-sapaan.md")
    for lang in ("id", "en"):
        html = module.text_in(lang).parts[0]["html"]
        assert 'href="/courses/dwibahasa/modules/kuis"' in html


def test_a_choice_has_the_same_key_in_every_language(root) -> None:
    publish(root)
    version = question("q-langit")
    keys = {
        lang: [(choice["text"]["source"], choice["key"]) for choice in body["choices"]]
        for lang, body in {"id": version.body, **version.translations}.items()
    }
    # Hijau states its key; the other's is made from the Indonesian text.
    assert keys == {
        "id": [("Hijau", "hijau"), ("Biru", "biru")],
        "en": [("Green", "hijau"), ("Blue", "biru")],
    }


def test_pairs_and_decoys_have_the_same_keys_in_every_language(root) -> None:
    publish(root)
    version = question("q-hewan")
    for name in ("terms", "matches"):
        source, english = version.body[name], version.translations["en"][name]
        assert [item["key"] for item in source] == [item["key"] for item in english]


def test_searching_finds_the_words_of_every_language(root) -> None:
    publish(root)
    text = live().search_text
    assert "dwibahasa" in text
    assert "a course in two languages" in text


def test_a_changed_translation_makes_a_new_version_of_that_page_alone(root) -> None:
    publish(root)
    before = queries.module_versions_of(live().id)
    rewrite(root, "modules/01-sapaan.en.md", "friendly", "warm")
    publication = publish(root).publication
    assert (publication.added, publication.changed, publication.removed) == (0, 1, 0)
    assert len(before.items() & queries.module_versions_of(live().id).items()) == 3


def test_a_note_of_the_source_that_was_translated_changes_no_page(root) -> None:
    publish(root)
    source = (root / "modules" / "01-sapaan.en.md").read_text("utf-8")
    line = next(line for line in source.splitlines() if line.startswith("source-hash"))
    rewrite(root, "modules/01-sapaan.en.md", line, "source-hash: 000000000000")
    assert publish(root).publication.changed == 0


def test_a_reworded_translation_leaves_the_grading_as_it_was(root) -> None:
    publish(root)
    before = question("q-langit")
    rewrite(root, "modules/02-latihan/02-kuis.en.md", "Green", "Light green")
    publish(root)
    after = question("q-langit")
    assert after.id != before.id
    assert after.grading_hash == before.grading_hash


def test_other_accepted_answers_of_a_translation_change_the_grading(root) -> None:
    publish(root)
    before = question("q-terima-kasih").grading_hash
    rewrite(root, "modules/02-latihan/02-kuis.en.md", "- = makasih {50%}\n", "")
    publish(root)
    assert question("q-terima-kasih").grading_hash != before


def test_taking_translations_away_or_adding_them_leaves_numbers_graded_alike(root) -> None:
    """A decimal point where the source has a comma is no other answer."""
    path = "modules/02-latihan/02-kuis.en.md"
    rewrite(root, path, "unit=metres", "unit=meter")
    rewrite(root, "modules/01-sapaan.en.md", "02-kuis.en.md", "02-kuis.md")
    publish(root)
    before = question("q-meja").grading_hash
    (root / path).unlink()
    publish(root)
    assert question("q-meja").translations == {}
    assert question("q-meja").grading_hash == before


def test_a_course_without_translations_stores_none(app) -> None:
    version = queries.find_live("contoh")
    assert (version.languages, version.titles) == (["id"], {})
    modules = db.session.scalars(
        select(ModuleVersion).where(ModuleVersion.path == "modules/01-pengantar.md")
    ).all()
    assert [module.translations for module in modules] == [{}]


@pytest.mark.parametrize(
    ("wanted", "source", "others", "expected"),
    [
        ("en", "id", ["en", "en-GB"], "en"),
        ("en", "id", ["en-GB"], "en-GB"),
        ("id", "id-ID", ["en"], "id-ID"),
        ("en", "en-GB", ["en-US"], "en-GB"),
        ("ar", "id", ["en"], "id"),
        ("", "id", ["en"], "id"),
    ],
)
def test_a_reader_gets_the_nearest_language(wanted, source, others, expected) -> None:
    assert best(wanted, source, others) == expected
