"""The glossary of a course: its page, a term beside its word, and the links in lessons."""

import pytest

from tests.factories.courses import LESSON, publish, write_course

GLOSSARY = "ASN\n: Pegawai **negeri**.\n\nGratifikasi\n: Pemberian dalam arti luas.\n"
ENGLISH = "---\ntitle: Terms\n---\n\nASN\n: A civil servant.\n\nGratification\n: A gift.\n"


@pytest.fixture
def root(app, tmp_path):
    lesson = LESSON.format(ref="satu").replace("Isi bacaan", "ASN dan gratifikasi; ASN lagi,")
    folder = write_course(
        tmp_path / "istilah",
        {"modules/01-satu.md": lesson, "glossary.md": GLOSSARY, "glossary.en.md": ENGLISH},
    )
    assert not publish(folder).is_refused
    return folder


def test_the_page_explains_all_terms_in_the_order_of_the_alphabet(root, client, cast) -> None:
    text = client.sign_in(cast.ana).get("/courses/istilah/glossary").text
    assert "<strong>negeri</strong>" in text
    assert text.index('id="g-asn"') < text.index('id="g-gratifikasi"')


def test_it_is_read_in_the_language_asked_for(root, client, cast) -> None:
    text = client.sign_in(cast.ana).get("/courses/istilah/glossary?lang=en").text
    assert "A civil servant." in text
    assert "Terms" in text
    assert "Pegawai" in client.get("/courses/istilah/glossary?lang=xx").text


def test_a_lesson_links_the_first_mention_of_each_term(root, client, cast) -> None:
    client.sign_in(cast.ana).post("/courses/istilah/enrolment")
    text = client.get("/courses/istilah/modules/satu").text
    address = "/courses/istilah/glossary?lang=id"
    assert text.count(f'<a class="term" href="{address}#g-asn">ASN</a>') == 1
    assert f'<a class="term" href="{address}#g-gratifikasi">gratifikasi</a>' in text
    assert text.count('class="term"') == 2


def test_course_and_lesson_lead_to_the_glossary(root, client, cast) -> None:
    client.sign_in(cast.ana).post("/courses/istilah/enrolment")
    assert 'href="/courses/istilah/glossary"' in client.get("/courses/istilah").text
    assert "glossary?lang=id" in client.get("/courses/istilah/modules/satu").text


def test_one_term_is_fetched_alone(root, client, cast) -> None:
    text = client.sign_in(cast.ana).get("/courses/istilah/glossary/g-asn?lang=en").text
    assert "A civil servant." in text
    assert "Gratification" not in text
    assert "<html" not in text


def test_what_is_not_there_is_not_found(root, client, cast) -> None:
    client.sign_in(cast.ana)
    assert client.get("/courses/istilah/glossary/g-tiada").status_code == 404
    assert client.get("/courses/contoh/glossary").status_code == 404
    assert client.get("/courses/tiada/glossary").status_code == 404


def test_a_new_meaning_leaves_the_lessons_as_they_are(root, client, cast) -> None:
    (root / "glossary.md").write_text(GLOSSARY.replace("negeri", "publik"), "utf-8")
    outcome = publish(root)
    assert outcome.publication.changed == 0
    assert (
        "<strong>publik</strong>" in client.sign_in(cast.ana).get("/courses/istilah/glossary").text
    )


def test_a_glossary_with_a_mistake_is_refused(root) -> None:
    (root / "glossary.md").write_text(f"{GLOSSARY}\nasn\n: lagi\n", "utf-8")
    assert [(f.code, f.path, f.line) for f in publish(root).findings if f.is_error] == [
        ("E140", "glossary.md", 7)
    ]
