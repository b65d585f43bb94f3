"""Whatever is written, nothing breaks."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.findings import Finding
from app.content.keys import assign_keys
from app.content.messages import line_of
from app.content.parse import parse_page
from app.content.questions import Tokens, dump, load
from app.content.render import render

WRITTEN = """--- |id: x|title: X|type: quiz|draw: [|&a|*a|- |(x) |( ) |[x] |[ ] |= |!= |-> |1.000
    2,5 ± 5%|11..13|{50%}|{#k}|{pin}|## |## A {#q-a}~|## B {#q-b type=numeric}~
    |{#q-c points=2}|> |  > |~~|> **Petunjuk:** x~|> **Benar:**~|~|```~|`|<!--|-->|<b>|<script>
    |![](x)|[a](b)|[^1]|{{|}}|\\
    |## C {#q-d type=order}~|1. |2) |## D {#q-e type=essay min-words=2}~|> **Rubrik:** x~|* |+ |
    ## E {#q-f type=scale}~|> **Skala:** a ¦ b~|{{Bandung}}|{{= 1}}|{{( ) a|(x) b}}|{{(x) c}}|{{=|
    ## F {#q-g type=cloze}~|\ue000|[{{a}}](b)|kata|    |é|\t|: |# |1. |x~---~|(v) |{x}|\x85"""
PIECES = st.sampled_from([p.replace("~", "\n").replace("¦", "|") for p in WRITTEN.split("|")])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
FRONT = "---\nid: x\ntitle: X\ntype: {kind}\n---\n"
KINDS = st.sampled_from(["quiz", "lesson", "pool", "survey"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def read(source: str) -> tuple[object, list[Finding]]:
    findings: list[Finding] = []
    return parse_page(source, path="modules/x.md", lang="id", findings=findings), findings


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_parser_and_every_finding_can_be_said(source: str):
    _, findings = read(source)
    for finding in findings:
        assert line_of(finding, "id")
        assert line_of(finding, "en")


@settings(max_examples=400, deadline=None)
@given(KINDS, TEXTS, JSON)
def test_no_question_breaks_in_grading_storing_or_showing(kind: str, body: str, response: object):
    page, findings = read(FRONT.format(kind=kind) + body)
    last = FRONT.count("\n") + body.count("\n") + body.count("\r") + 1
    assert all(1 <= finding.line <= last for finding in findings)
    for question in page.questions if page else ():
        keyed = assign_keys(question, None)
        assert load(json.loads(json.dumps(dump(keyed)))) == keyed
        assert -1 <= keyed.grade(response).fraction <= 1
        keyed.present(response, tokens=Tokens(b"s", 1), order=None, show=frozenset({"key"}))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_renderer(source: str):
    html = render(source, lang="id", links={}, base="x.md").html
    assert "<script" not in html
