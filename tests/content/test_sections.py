"""Where a lesson's prose ends and a self-check begins."""

from app.content.findings import Finding
from app.content.model import Question, Text
from app.content.parse import parse_page
from tests.content.reading import codes, page_of, read


def shape(body: str, front: str = "type: lesson") -> list[str]:
    return [
        part.ref if isinstance(part, Question) else part.source
        for part in page_of(body, front=front).parts
    ]


def test_self_checks_stand_among_the_prose_in_the_files_order():
    body = """
    ## Awal

    Teks.

    - [x] daftar biasa

    ### Cek {#q-satu}
    - (x) A
    - ( ) B

    ---

    Lanjut.

    ### Cek {#q-dua}
    - = 1
    ## Akhir
    Teks.
    """
    assert shape(body) == [
        "## Awal\n\nTeks.\n\n- [x] daftar biasa",
        "q-satu",
        "Lanjut.",
        "q-dua",
        "## Akhir\nTeks.",
    ]


def test_a_quiz_may_have_an_introduction_and_rules_between_questions():
    body = "# Judul\n\nMasuk.\n\n## A {#q-a}\n- = 1\n\n---\n\n## B {#q-b}\n- = 2\n"
    page = page_of(body)
    assert isinstance(page.parts[0], Text)
    assert [question.ref for question in page.questions] == ["q-a", "q-b"]


def test_a_heading_in_code_is_no_heading():
    assert shape("```\n## A {#q-a}\n```\n") == ["```\n## A {#q-a}\n```"]


def test_lines_survive_windows_line_ends_and_a_byte_order_mark():
    source = (
        "\ufeff---\r\nid: x\r\ntitle: X\r\ntype: quiz\r\n---\r\n## A {#q-a}\r\n- = 1\r\n- = 1\r\n"
    )
    findings: list[Finding] = []
    page = parse_page(source, path="x.md", lang="id", findings=findings)
    assert [(finding.line, finding.code) for finding in findings] == [(8, "E213")]
    assert page is not None
    assert page.questions[0].line == 6


def test_in_a_lesson_only_an_id_tells_that_a_question_was_meant():
    lost = "**Cek** {#q-a}\n\n- (x) A\n- ( ) B\n\n## Lain {#a}\n\nTeks\n---\n"
    assert codes(read(lost, front="type: lesson")[1]) == [(6, "E136")]
