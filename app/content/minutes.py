"""How long a page takes, where its author does not say."""

import math
import re
from collections.abc import Iterable

from app.content.lines import lines_of
from app.content.text import Text

WORDS_A_MINUTE = 150
MINUTES_A_QUESTION = 1.5
WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
EXERCISE = re.compile(r"#{1,6}[ \t].*\((\d{1,3}) (?:menit|minutes?)\)")


def minutes_of(prose: Iterable[Text], questions: int) -> int:
    """Rounded up to whole minutes; an exercise is a heading that ends with "(10 menit)"."""
    words = exercises = 0
    for text in prose:
        words += len(WORD.findall(text.source))
        exercises += sum(exercise(line.masked) for line in lines_of(text.source)[0])
    return math.ceil(words / WORDS_A_MINUTE + questions * MINUTES_A_QUESTION + exercises)


def exercise(line: str) -> int:
    match = EXERCISE.match(line) if line.startswith("#") else None
    return int(match.group(1)) if match else 0
