"""Answers for the index, each of which may stay open."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional, ValidationError

from app.ip_asn import words
from app.ip_asn.index import Inputs
from app.org import merit_words
from app.org.models import Merit
from app.web.filters import number
from app.web.forms import Form, trim

YES_NO = {"yes": lazy_gettext("Yes"), "no": lazy_gettext("No")}
MOST_JP = Decimal(9999)


def _select(label: object, answers: Mapping[str, object], help: object = None) -> SelectField:
    given = (SelectChoice(code, text) for code, text in answers.items())
    options = [SelectChoice("", lazy_gettext("Not known")), *given]
    return SelectField(label, choices=options, description=help)


class KnownForm(Form):
    """What an officer keeps; without `discipline` where sanctions are not kept."""

    education = _select(lazy_gettext("Education"), merit_words.EDUCATIONS)
    performance = _select(
        lazy_gettext("Performance of last year"),
        merit_words.PERFORMANCES,
        lazy_gettext("The predicate of the yearly appraisal (SKP)."),
    )
    discipline = _select(
        lazy_gettext("Disciplinary sanction in the last year"), merit_words.DISCIPLINES
    )

    def __init__(self, row: Merit | None, *, has_discipline: bool) -> None:
        super().__init__(obj=row)
        if not has_discipline:
            del self.discipline

    def answers(self) -> dict[str, str | None]:
        sanction = self.discipline.data if "discipline" in self else None
        return {
            "education": self.education.data or None,
            "performance": self.performance.data or None,
            "discipline": sanction or None,
        }


class SimulationForm(Form):
    kind = _select(lazy_gettext("Kind of position"), words.KINDS)
    education = _select(lazy_gettext("Education"), merit_words.EDUCATIONS)
    performance = _select(
        lazy_gettext("Performance of last year"),
        merit_words.PERFORMANCES,
        lazy_gettext("The predicate of the yearly appraisal (SKP)."),
    )
    discipline = _select(
        lazy_gettext("Disciplinary sanction in the last year"), merit_words.DISCIPLINES
    )
    training = _select(
        lazy_gettext("Leadership or functional training"),
        YES_NO,
        lazy_gettext("The one that your position asks for. Pelaksana need none."),
    )
    jp = StringField(
        lazy_gettext("JP in a year"),
        filters=[trim],
        validators=[Optional()],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    seminar = _select(lazy_gettext("Seminar, workshop or the like in these two years"), YES_NO)

    def validate_jp(self, field: StringField) -> None:
        try:
            is_right = 0 <= Decimal(field.data.replace(",", ".")) <= MOST_JP
        except ArithmeticError:
            is_right = False
        if not is_right:
            raise ValidationError(gettext("Type a number of JP, such as 20 or 12.5."))

    def inputs(self) -> Inputs:
        hours = self.jp.data
        return Inputs(
            kind=self.kind.data or None,
            education=self.education.data or None,
            performance=self.performance.data or None,
            discipline=self.discipline.data or None,
            has_training=_flag(self.training.data),
            jp=Decimal(hours.replace(",", ".")) if hours else None,
            has_seminar=_flag(self.seminar.data),
        )


def written(inputs: Inputs) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "kind": inputs.kind or "",
        "education": inputs.education or "",
        "performance": inputs.performance or "",
        "discipline": inputs.discipline or "",
        "training": _word(inputs.has_training),
        "jp": "" if inputs.jp is None else number(inputs.jp),
        "seminar": _word(inputs.has_seminar),
    }


def _flag(word: str) -> bool | None:
    return {"yes": True, "no": False}.get(word)


def _word(is_met: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[is_met]
