"""The design system, shown: every token, and every component in every state and both themes."""

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from app.accounts.policies import is_author
from app.config import ROOT
from app.kit import plots
from app.styleguide import forms, palette
from app.web.access import requires

bp = Blueprint("styleguide", __name__)
TOKENS = ROOT / "static/css/tokens.css"
SAMPLES = ROOT / "templates/styleguide/samples"
# Chapters of the page; each name is a file of templates/styleguide/samples.
CHAPTERS = (
    ("basics", lazy_gettext("Basics"), ("icon", "logo", "named", "button")),
    ("forms", lazy_gettext("Forms"), ("field", "field_states", "file_field", "error_summary")),
    ("messages", lazy_gettext("Messages"), ("callout", "toast", "dialog", "empty_state")),
    ("states", lazy_gettext("States and figures"), ("badge", "progress", "big_number", "plot")),
    ("lists", lazy_gettext("Lists"), ("filters", "data_table", "bulk", "pager")),
    ("ways", lazy_gettext("Ways through"), ("breadcrumb", "tabs", "outline", "status_dot")),
    (
        "content",
        lazy_gettext("Cards, boxes and questions"),
        ("card", "rule_box", "definitions", "timeline", "question"),
    ),
)
THEMES = ("light", "dark")
PLOTS = {
    "bar": plots.bar(12, maximum=20, target=20),
    "stack": plots.stack([5, 3, 2, 2]),
    "year": plots.columns([3, 0, 4.5], slots=4, target=20),
}


@dataclass(frozen=True)
class Sample:
    name: str
    code: str

    @property
    def template(self) -> str:
        return f"styleguide/samples/{self.name}.html"


@bp.get("/styleguide")
@requires(is_author)
def index() -> ResponseReturnValue:
    sheet = TOKENS.read_text("utf-8")
    colours = palette.colours_in(sheet)
    return render_template(
        "styleguide/index.html",
        themes=THEMES,
        colours=colours,
        combinations=palette.combinations_of(colours),
        sizes=palette.sizes_in(sheet),
        chapters=_chapters(),
        fresh={theme: forms.fresh(theme) for theme in THEMES},
        failed={theme: forms.with_errors(f"failed-{theme}") for theme in THEMES},
        icons=list(current_app.jinja_env.get_template("ui/icon.html").module.paths),  # type: ignore[attr-defined]
        plot=PLOTS,
    )


def _chapters() -> list[tuple[str, str, list[Sample]]]:
    return [(ref, title, [_sample(name) for name in names]) for ref, title, names in CHAPTERS]


def _sample(name: str) -> Sample:
    return Sample(name=name, code=(SAMPLES / f"{name}.html").read_text("utf-8").strip())
