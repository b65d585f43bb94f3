"""Every text that a person reads stands in the catalogue, and has its Indonesian there."""

import re
from importlib import import_module
from inspect import getsource

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from app.config import ROOT

METHODS = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}

# The samples of the style guide show what a course would say.
TEMPLATES = [
    path for path in sorted((ROOT / "templates").rglob("*.html")) if "samples" not in path.parts
]
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
GAP = re.compile(r"%\((\w+)\)")
# Of a template: class names, what Jinja works out, comments, and code shown as such.
NOT_READ = re.compile(
    r"{% block page_class %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<code>.*?</code>",
    re.DOTALL,
)
TAG = re.compile(r"<[^<>]*>")
SAID_IN = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-said[\w-]*)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{3,}")
# The same in both languages.
OUR_OWN = {"Lentera", "NIP", "English", "Indonesia", "Bahasa", "PDF"}
LIBRARY = ("wtforms.", "flask_wtf.")
# A list without choices is a mistake of ours, and lengths without words have only an upper limit.
NEVER_SAID = {
    "Choices cannot be None.",
    "Field must be at least %(min)d character long.",
    "Field must be between %(min)d and %(max)d characters long.",
    "Field must be exactly %(max)d character long.",
}
SAID = re.compile(r'gettext\(\s*"([^"]+)"')


@pytest.fixture(scope="module")
def catalogue():
    with (ROOT / "translations/id/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="id")


def texts() -> set[str]:
    found = set()
    for folder, method in (("app", METHODS[:1]), ("templates", METHODS[1:])):
        methods = [(pattern.split("/", 1)[1], kind) for pattern, kind in method]
        options = {"**.html": {"trimmed": "true"}}
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder, methods, options, keywords=KEYWORDS
        ):
            found.add(message if isinstance(message, str) else message[0])
    return found


def test_the_search_finds_texts_in_code_and_templates() -> None:
    assert {"Page not found", "There is a problem"} <= texts()


def test_every_text_is_translated(catalogue) -> None:
    missing = sorted(
        text for text in texts() if not (catalogue.get(text) and catalogue.get(text).string)
    )
    assert missing == []


def test_nothing_is_translated_by_guessing(catalogue) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_translations_have_the_gaps_of_their_texts(catalogue) -> None:
    wrong = [
        message.id
        for message in catalogue
        if message.id
        and set(GAP.findall("".join(message.string)))
        != set(GAP.findall(message.id if isinstance(message.id, str) else message.id[1]))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_write_nothing_past_the_catalogue(path) -> None:
    text = NOT_READ.sub(" ", path.read_text("utf-8"))
    shown = TAG.sub(" ", text)
    told = " ".join(SAID_IN.findall(text))
    words = {word for word in WORD.findall(f"{shown} {told}") if word not in OUR_OWN}
    assert words == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_write_nothing_themselves(path) -> None:
    """Their words come in attributes and templates of the page."""
    text = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert re.findall(r"""["'`][A-Z][a-z]+ [a-z]+[^"'`]*["'`]""", text) == []


def test_what_is_said_on_the_next_page_is_translated() -> None:
    said = re.compile(r"""(?<!\.)\b(?:say|warn|flash)\(\s*f?["']\w+ """)
    sources = (ROOT / "app").rglob("*.py")
    assert [path.name for path in sources if said.search(path.read_text("utf-8"))] == []


def test_what_the_form_library_can_say_stands_in_our_catalogue() -> None:
    assert sorted(said_by_forms() - texts() - NEVER_SAID) == []


def test_nothing_translated_is_left_over(catalogue) -> None:
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id}
    assert known - texts() == set()


def said_by_forms() -> set[str]:
    """Messages of the fields and validators in use, where a form gives no words of its own."""
    said: set[str] = set()
    app = ROOT / "app"
    for path in (*app.glob("*/forms.py"), *app.glob("*/forms/*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for form in vars(import_module(module)).values():
            if isinstance(form, type) and issubclass(form, BaseForm):
                said |= said_by(form)
    return said


def said_by(form: type[BaseForm]) -> set[str]:
    fields = [field for field in vars(form).values() if isinstance(field, UnboundField)]
    said: set[str] = set()
    for field in fields:
        said |= own_words(field.field_class)
        for validator in field.kwargs.get("validators", ()):
            if not getattr(validator, "message", True):
                said |= own_words(type(validator))
    return said


def own_words(known: type) -> set[str]:
    library = [part for part in known.__mro__ if part.__module__.startswith(LIBRARY)]
    return {text for part in library for text in SAID.findall(getsource(part))}
