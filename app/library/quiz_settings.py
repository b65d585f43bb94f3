"""A quiz's settings between the course language and the JSON of its module version."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from app.content.model import Draw, QuizSettings


def to_json(settings: QuizSettings) -> dict[str, Any]:
    data = {name: getattr(settings, name) for name in QuizSettings.__dataclass_fields__}
    data["pass_mark"] = str(settings.pass_mark)
    data["try_penalty"] = str(settings.try_penalty)
    data["shuffle"] = sorted(settings.shuffle)
    data["review"] = {moment: sorted(shown) for moment, shown in settings.review.items()}
    data["draws"] = [asdict(draw) for draw in settings.draws]
    return data


def from_json(data: dict[str, Any]) -> QuizSettings:
    """Settings younger than the version are left at their defaults."""
    values = dict(data)
    values["pass_mark"] = Decimal(values["pass_mark"])
    if "try_penalty" in values:
        values["try_penalty"] = Decimal(values["try_penalty"])
    values["shuffle"] = frozenset(values["shuffle"])
    values["review"] = {moment: frozenset(shown) for moment, shown in values["review"].items()}
    values["draws"] = tuple(
        Draw(draw["source"], draw["pick"], tuple(draw["tags"])) for draw in values["draws"]
    )
    return QuizSettings(**values)
