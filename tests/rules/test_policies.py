"""Who may do what is said in policies alone: views and templates ask them, never for a role."""

import re

import pytest

from app.config import ROOT

ASKS_FOR_ROLES = re.compile(r"has_role|is_everywhere|\.grants\b|\.held\b")
PAGES = sorted((ROOT / "templates").rglob("*.html"))
VIEWS = sorted([*(ROOT / "app").glob("*/views/**/*.py"), *(ROOT / "app").glob("*/views.py")])


@pytest.mark.parametrize("path", [*PAGES, *VIEWS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_view_and_no_template_asks_for_a_role(path) -> None:
    assert ASKS_FOR_ROLES.findall(path.read_text("utf-8")) == []
