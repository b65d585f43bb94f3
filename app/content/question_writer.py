"""A question written down in the course language; `parse` reads it back."""

from collections.abc import Iterable

from app.content.block_reader import read_block
from app.content.body import Listing, segments_of
from app.content.escape import of_label, of_title
from app.content.findings import Report
from app.content.headings import QUOTES, Heading
from app.content.lines import lines_of
from app.content.marks import PLAIN
from app.content.question_reader import detected
from app.content.questions import TrueFalse
from app.content.questions.base import Question
from app.content.text import Text
from app.content.translated_body import WORDS

LABELS = {
    "hint": ("Petunjuk", "Hint"),
    "correct": ("Benar", "Correct"),
    "incorrect": ("Salah", "Incorrect"),
    "explanation": ("Pembahasan", "Explanation"),
    "rubric": ("Rubrik", "Rubric"),
    "model_answer": ("Contoh jawaban", "Model answer"),
    "scale": ("Skala", "Scale"),
    "trainer_note": ("Catatan pengajar", "Trainer note"),
}


def write_question(
    question: Question, *, level: int = 2, scoring: str = "", is_translated: bool = False
) -> str:
    """`scoring` is what its page states, "" for nothing. A translation leaves settings to its
    source. Ends with a line end."""
    stem = question.stem_source()
    answers = "\n".join(apart(stem, question.answer_lines(), marked=question.FAMILY not in PLAIN))
    labels = [label for name in LABELS for label in labels_of(question, name)]
    body = "\n\n".join(piece for piece in (stem, answers, *labels) if piece)
    heading = f"{'#' * level} {of_title(question.title.source)}".rstrip()
    settings = settings_of(question, body, scoring)
    written = {name: settings[name] for name in settings if name in WORDS or not is_translated}
    braces = " ".join([f"#{question.ref}", *(f"{n}={quoted(v)}" for n, v in written.items() if v)])
    return f"{heading} {{{braces}}}\n" + (f"\n{body}\n" if body else "")


def apart(stem: str, answers: list[str], *, marked: bool) -> list[str]:
    """Answers under a list of the stem take another bullet, or they would be read as one list;
    those without marks under any, or it would seem to be torn."""
    segments = segments_of(lines_of(stem)[0])
    lists = [one for one in segments if isinstance(one, Listing)]
    if marked:
        lists = lists if lists[-1:] == segments[-1:] else []
    else:
        is_numbered = any(line[0].isdecimal() for line in answers[:1])
        lists = [one for one in lists if one.items[-1].is_numbered == is_numbered]
    if not lists:
        return answers
    taken = lists[-1].items[-1].bullet[-1]
    changed = {"-": ("- ", "* "), ".": (". ", ") ")}.get(taken)
    return [with_bullet(line, changed) if changed else line for line in answers]


def with_bullet(line: str, change: tuple[str, str]) -> str:
    bullet, _, rest = line.partition(" ")
    before, after = change
    return bullet.replace(before[0], after[0]) + " " + rest if not line.startswith(" ") else line


def settings_of(question: Question, body: str, scoring: str) -> dict[str, str]:
    """Only what differs from what is read without it, else ""."""
    settings = {
        "points": "" if question.points == 1 else f"{question.points.normalize():f}",
        "type": "" if is_told_by_marks(question, body) else question.type,
        **question.settings(),
        "shuffle": "" if question.shuffle or isinstance(question, TrueFalse) else "off",
        "tags": ", ".join(question.tags),
        "competency": question.competency,
        "was": question.was,
    }
    if settings.get("scoring") == (scoring or "".join(question.SCORINGS[:1])):
        settings["scoring"] = ""
    return settings


def quoted(value: str) -> str:
    """A heading's setting cannot hold braces, nor quotes together with blanks."""
    value = " ".join(value.translate(str.maketrans("{}", "()")).split())
    if " " not in value and value[:1] not in QUOTES:
        return value
    return '"' + value.translate(dict.fromkeys(map(ord, QUOTES), "'")) + '"'


def is_told_by_marks(question: Question, body: str) -> bool:
    block = read_block(
        Heading(2, "", 0),
        lines_of(body)[0],
        lang=question.lang,
        scoring="",
        report=Report("", []),
    )
    return detected(block) is type(question)


def labels_of(question: Question, name: str) -> Iterable[str]:
    word = LABELS[name][0 if question.lang.startswith("id") else 1]
    for text in question.labels().get(name, ()):
        yield "\n".join(label_lines(word, text))


def label_lines(word: str, text: Text) -> list[str]:
    first, *rest = of_label(text.source)
    lines = [f"**{word}:** {first}" if first else f"**{word}:**", *rest]
    return [f"> {line}" if line else ">" for line in lines]
