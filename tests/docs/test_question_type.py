"""The guide to adding a question type: its example works as it stands there."""

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import jinja2
import pytest

from app.content.model import Question
from app.content.parse import parse_page
from app.content.questions import REGISTRY, Tokens, dump, load

GUIDE = (Path(__file__).parents[2] / "docs/question-type.md").read_text(encoding="utf-8")
FILE = re.compile(r"^File `([^`]+)`.*?^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = dict(FILE.findall(GUIDE))
CLASS = "app/content/questions/yesno.py"
TEST = "tests/content/test_yesno.py"
MARKDOWN = re.findall(r"^```markdown\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
NAMES = re.findall(r"^def (test_\w+)", FILES[TEST], re.MULTILINE)


@pytest.fixture
def module_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    def load_file(path: str) -> ModuleType:
        name = path.removesuffix(".py").replace("/", ".")
        file = tmp_path / path.rpartition("/")[2]
        file.write_text(FILES[path], encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return load_file


@pytest.fixture(autouse=True)
def registered(module_of: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REGISTRY, "yesno", module_of(CLASS).YesNo)


def example() -> Question:
    findings: list = []
    source = f"---\nid: x\ntitle: X\ntype: quiz\nlang: en\n---\n{MARKDOWN[0]}"
    page = parse_page(source, path="x.md", lang="en", findings=findings)
    assert findings == []
    assert page
    (question,) = page.questions
    return question


@pytest.mark.parametrize("name", NAMES)
def test_the_guides_own_tests_pass(name: str, module_of: Callable[[str], ModuleType]):
    getattr(module_of(TEST), name)()


def test_the_guides_question_is_read_stored_and_loaded():
    question = example()
    assert (question.type, question.feedback.source) == (
        "yesno",
        "Right: the supplier has an interest in your decision.",
    )
    assert load(dump(question)) == question


def test_the_guides_template_shows_what_the_class_presents():
    response = {"answer": "yes", "reason": "<b>because</b>"}
    view = example().present(response, tokens=Tokens(b"s", 1), order=None, show=frozenset())
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    html = environment.from_string(FILES["templates/quizzes/types/yesno.html"]).render(
        question=SimpleNamespace(view=view, slot=3, is_closed=False), prefix="q3-", _=str
    )
    assert re.search(r'name="q3-answer" value="yes"\s+checked', html)
    assert "&lt;b&gt;because" in html
