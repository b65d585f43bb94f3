"""`> **Label:** text` at the left margin, which belongs to the whole question."""

import re

LABEL = re.compile(r"\*\*([^*:]{1,40})(?::\*\*|\*\*[ \t]*:)[ \t]*")

LABELS = {
    "petunjuk": "hint",
    "hint": "hint",
    "pembahasan": "explanation",
    "explanation": "explanation",
    "benar": "correct",
    "correct": "correct",
    "salah": "incorrect",
    "incorrect": "incorrect",
    "catatan pengajar": "trainer_note",
    "trainer note": "trainer_note",
    "rubrik": "rubric",
    "rubric": "rubric",
    "contoh jawaban": "model_answer",
    "model answer": "model_answer",
    "skala": "scale",
    "scale": "scale",
}
REPEATABLE = frozenset({"hint"})
OF_TYPES = frozenset({"rubric", "model_answer", "scale"})
"""Labels that only some types know."""


def label_of(text: str) -> tuple[str, str] | None:
    """The label as written and the text behind it, known or not."""
    match = LABEL.match(text)
    return (match.group(1).strip(), text[match.end() :]) if match else None
