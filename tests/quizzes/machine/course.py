"""The quizzes that the machine drives: their text, and beside it by hand what it means.

Every credit here is taken from the text above it, never from the code under test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

HALF = Fraction(1, 2)
PASS_MARK = Fraction(60, 100)


@dataclass(frozen=True)
class Answer:
    """`posted` as form fields, choices by their keys; `stored` as JSON; `credit` of the points,
    None where a person has to judge; `corrected`: the credit by the key that is published later."""

    name: str
    posted: Mapping[str, tuple[str, ...]]
    stored: Mapping[str, object]
    credit: Fraction | None
    corrected: Fraction | None = None

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Kind:
    """A question as it stands in the course, its points, and answers that it can be given."""

    text: str
    points: int
    answers: tuple[Answer, ...]

    @property
    def needs_marking(self) -> bool:
        return any(answer.credit is None for answer in self.answers)


def chosen(key: str, credit: Fraction, corrected: Fraction) -> Answer:
    return Answer(key, {"choice": (key,)}, {"choice": key}, credit, corrected)


def ticked(keys: str, credit: Fraction) -> Answer:
    return Answer(keys, {"choice": tuple(keys)}, {"choices": list(keys)}, credit, credit)


def typed(text: str, credit: Fraction | None) -> Answer:
    return Answer(text, {"text": (text,)}, {"text": text}, credit, credit)


SINGLE = Kind(
    """## Siapa yang menandatangani? {{#q-{ref} points=2}}

- (x) Atasan {{#a}}
- ( ) Bendahara {{50%}} {{#b}}
- ( ) Pegawai itu sendiri {{-50%}} {{#c}}
- ( ) Tamu {{#d}}
""",
    2,
    (
        chosen("a", Fraction(1), HALF),
        chosen("b", HALF, Fraction(1)),
        chosen("c", -HALF, -HALF),
        chosen("d", Fraction(0), Fraction(0)),
    ),
)
CORRECTED = (
    ("- (x) Atasan", "- ( ) Atasan {{50%}}"),
    ("- ( ) Bendahara {{50%}}", "- (x) Bendahara"),
)
NUMBER = Kind(
    """## Berapa hari? {{#q-{ref} points=1}}

- = 12
- = 11..13 {{50%}}
""",
    1,
    (
        typed("12", Fraction(1)),
        typed("11", HALF),
        typed("7", Fraction(0)),
    ),
)
# (right − wrong) ÷ right, and below zero, too.
MULTIPLE = Kind(
    """## Mana saja? {{#q-{ref} points=3 scoring=penalty}}

- [x] Tiket {{#a}}
- [x] Penginapan {{#b}}
- [ ] Gaji {{#c}}
- [ ] Cuti {{#d}}
""",
    3,
    (
        ticked("ab", Fraction(1)),
        ticked("a", HALF),
        ticked("bc", Fraction(0)),
        ticked("c", -HALF),
        ticked("cd", Fraction(-1)),
    ),
)
ESSAY = Kind(
    """## Apa yang Anda lakukan? {{#q-{ref} points=4 type=essay review=trainer}}

> **Rubrik:** Menolak dan melapor.
""",
    4,
    (typed("Saya menolak.", None), typed("Saya melapor.", None)),
)

KINDS = {"pilih": SINGLE, "hitung": NUMBER, "centang": MULTIPLE, "tulis": ESSAY}


@dataclass(frozen=True)
class Quiz:
    """`settings` is its front matter; the rest says by hand what it means. `tries` 0: answers are
    not checked on the way; `drawn`: how many of the pool's four come to its own questions."""

    ref: str
    settings: str
    kinds: tuple[str, ...] = ("pilih", "hitung", "centang")
    attempts: int | None = None
    limit: timedelta | None = None
    grace: timedelta = timedelta(seconds=60)
    delay: timedelta = timedelta()
    method: str = "best"
    tries: int = 0
    penalty: Fraction = Fraction(0)
    is_sequential: bool = False
    builds_on_last: bool = False
    drawn: int = 0

    @property
    def own(self) -> tuple[str, ...]:
        return tuple(f"{self.ref}-{kind}" for kind in self.kinds)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


QUIZZES = (
    Quiz("dua", "attempts: 2\nshuffle: [questions, choices]", attempts=2),
    Quiz(
        "waktu",
        "attempts: 3\ntime-limit: 10 menit\ngrace: 1 menit\ndelay: 5 menit\ngrade: last",
        attempts=3,
        limit=minutes(10),
        delay=minutes(5),
        method="last",
    ),
    Quiz(
        "coba",
        "attempts: unlimited\nbehaviour: interactive\ntries: 3\ntry-penalty: 25%\ngrade: first",
        method="first",
        tries=3,
        penalty=Fraction(1, 4),
    ),
    Quiz(
        "langsung",
        "attempts: 3\nbehaviour: immediate\ntime-limit: 5 menit\ngrace: 0 menit\ngrade: average",
        attempts=3,
        limit=minutes(5),
        grace=timedelta(),
        method="average",
        tries=1,
    ),
    Quiz(
        "urut",
        "attempts: unlimited\nnavigation: sequential\nper-page: 1\ntime-limit: 10 menit",
        limit=minutes(10),
        is_sequential=True,
    ),
    Quiz(
        "lanjut",
        "attempts: 4\nbuilds-on-last: true\nshuffle: [questions]\ngrade: average",
        attempts=4,
        method="average",
        builds_on_last=True,
    ),
    Quiz(
        "undian",
        "attempts: unlimited\nshuffle: [questions]\ndraw:\n  - {from: pools/bank.md, pick: 2}",
        kinds=("pilih",),
        drawn=2,
    ),
    Quiz("telaah", "attempts: 2", kinds=("pilih", "tulis"), attempts=2),
)
BY_REF = {quiz.ref: quiz for quiz in QUIZZES}
POOL = tuple(f"bank-{number}-pilih" for number in range(4))


def kind_of(question: str) -> Kind:
    return KINDS[question.rpartition("-")[2]]


def corrected_files() -> dict[str, str]:
    """The same course after its author has mended the key of every single choice."""
    return {path: _corrected(text) for path, text in files().items()}


def _corrected(text: str) -> str:
    for old, new in CORRECTED:
        text = text.replace(old.format(), new.format())
    return text


def files() -> dict[str, str]:
    """Path → text, for `write_course`."""
    found = {f"modules/{quiz.ref}.md": _page(quiz) for quiz in QUIZZES}
    pool = "".join(SINGLE.text.format(ref=ref) + "\n" for ref in POOL)
    return {**found, "pools/bank.md": f"---\nid: bank\ntitle: Bank\ntype: pool\n---\n\n{pool}"}


def _page(quiz: Quiz) -> str:
    front = f"id: {quiz.ref}\ntitle: Kuis {quiz.ref}\ntype: quiz\npass-mark: 60%\n{quiz.settings}"
    questions = "\n".join(kind_of(ref).text.format(ref=ref) for ref in quiz.own)
    return f"---\n{front}\n---\n\n{questions}"
