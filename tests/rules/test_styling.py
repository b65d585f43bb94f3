"""Nothing is styled by hand: what a component looks like is written in `templates/ui/` alone."""

import re

import pytest

from app.config import ROOT

PAGES = [path for path in sorted((ROOT / "templates").rglob("*.html")) if path.parent.name != "ui"]
# Classes that a macro writes. What only arranges (`cards`, `numbers`, `actions`, `section` …) and
# what a place in a component's own call may use (`card-foot`, `numeric`) is for pages.
WRITTEN_BY_MACROS = re.compile(
    r"""^(
        button(-\w+)? | badge | big-number(-\w+)? | breadcrumb | bulk | callout(-\w+)?
      | card | card-(link|title|featured) | check | chip | data-table | definitions | dialog(-\w+)?
      | empty-state | error-summary | field(-\w+)? | has-error | filters(-\w+)? | outline(-\w+)?
      | pager | progress(-text)? | row-(select|actions) | rule-(box|row) | sort | status-dot
      | table-scroll | tabs | timeline(-\w+)? | toast(-\w+)?
    )$""",
    re.VERBOSE,
)
# The course's tree is drawn as the outline is, with folders that fold and what is locked.
DRAWS_AN_OUTLINE = "learning/_outline.html"
EXPRESSION = re.compile(r"\{[{%].*?[%}]\}")


def name_of(path) -> str:
    return str(path.relative_to(ROOT / "templates"))


def classes_in(text: str) -> set[str]:
    found = re.findall(r"""\bclass=(["'])(.*?)\1(?=[\s>/])""", text, re.DOTALL)
    return {name for _, value in found for name in EXPRESSION.sub(" ", value).split()}


def test_the_search_finds_classes_beside_expressions() -> None:
    text = '<p class="field{% if x %} has-error{% endif %} {{ y }}"><a class="muted">'
    assert classes_in(text) == {"field", "has-error", "muted"}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_uses_macros_for_what_they_draw(path) -> None:
    by_hand = {
        name for name in classes_in(path.read_text("utf-8")) if WRITTEN_BY_MACROS.match(name)
    }
    if name_of(path) == DRAWS_AN_OUTLINE:
        by_hand = {name for name in by_hand if not name.startswith(("outline", "status-dot"))}
    assert by_hand == set()


def test_every_class_of_a_component_is_written_somewhere() -> None:
    """A rule for a class that no template, script or course text has is dead."""
    sheets = [*(ROOT / "static/css/components").glob("*.css"), ROOT / "static/css/base.css"]
    known = "".join(
        path.read_text("utf-8")
        for folder, kind in (("templates", "*.html"), ("static/js", "*.js"), ("app", "*.py"))
        for path in (ROOT / folder).rglob(kind)
    )
    unused = {
        f"{sheet.name}: {name}"
        for sheet in sheets
        for name in re.findall(
            r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|url\(.*?\)", "", sheet.read_text("utf-8"))
        )
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", known)
        and not name.startswith(("button-", "tone-", "is-"))
    }
    assert unused == set()
