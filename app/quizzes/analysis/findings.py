"""What the figures of a question say, as codes; the words stand with the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.quizzes.analysis.items import ALIVE, HARD, ChoiceFigures, ItemFigures, PartFigures
from app.quizzes.analysis.moments import as_shown

STABLE = 30
"""Attempts; below, chance moves the figures too much to trust a single one."""
LEAST = 5
"""Attempts; below, nothing is said of a question."""
TOO_EASY = 0.95
"""Above it hardly anybody can do worse; questions of a course may well be easy."""
OFTEN = 0.25
"""From this share on a wrong choice that beats the right one is more than scatter."""
ACCEPTABLE = 0.20
"""Of the discrimination (R. Ebel, Essentials of Educational Measurement, 1972)."""
ORDER = ("key", "negative", "hard", "popular", "weak", "dead", "easy")
"""The most urgent first."""
FOLLOW = ("negative", "hard", "weak")
"""What a wrong key brings with it: said once is enough."""
TONES = {"key": "bad", "negative": "bad", "hard": "warn", "popular": "warn", "weak": "warn"}


@dataclass(frozen=True)
class Finding:
    """`code` is one of `ORDER`; `value` its figure. `wrong` are the choices it is
    about, within `part`."""

    code: str
    value: float = 0
    part: PartFigures | None = None
    wrong: Sequence[ChoiceFigures] = ()

    @property
    def tone(self) -> str:
        return TONES.get(self.code, "neutral")

    @property
    def rank(self) -> tuple[int, float]:
        """To sort by: urgency, then how many learners it concerns."""
        return ORDER.index(self.code), -abs(self.value)


def is_stable(count: int) -> bool:
    return count >= STABLE


def findings_of(item: ItemFigures) -> list[Finding]:
    """Of each code the one that concerns the most learners."""
    if item.count < LEAST:
        return []
    found: dict[str, Finding] = {}
    for finding in sorted([*_of_choices(item), *_of_figures(item)], key=lambda f: f.rank):
        found.setdefault(finding.code, finding)
    if "key" in found:
        return [finding for finding in found.values() if finding.code not in FOLLOW]
    return list(found.values())


def _of_figures(item: ItemFigures) -> Iterator[Finding]:
    if item.facility is None:
        return
    facility = as_shown(item.facility)
    if facility < HARD:
        yield Finding("hard", facility)
    if facility > TOO_EASY:
        yield Finding("easy", facility)
    elif item.discrimination is not None and as_shown(item.discrimination) < ACCEPTABLE:
        value = as_shown(item.discrimination)
        yield Finding("negative" if value < 0 else "weak", value)


def _of_choices(item: ItemFigures) -> Iterator[Finding]:
    for part in item.parts:
        wrong = next(iter(part.wrong), None)
        right = min(part.right, key=lambda choice: choice.count, default=None)
        if wrong and right and as_shown(wrong.share) >= OFTEN and wrong.count > right.count:
            code = "key" if _is_stronger(wrong, right) else "popular"
            yield Finding(code, wrong.share, part, [wrong])
        if item.count * ALIVE >= 1 and part.dead:
            yield Finding("dead", len(part.dead), part, part.dead)


def _is_stronger(wrong: ChoiceFigures, right: ChoiceFigures) -> bool:
    """Whether those who took the wrong one do at least as well in the other questions."""
    return wrong.rest is not None and (right.rest is None or wrong.rest >= right.rest)
