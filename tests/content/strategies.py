"""Questions of every type, out of the nastiest texts that an author or another format may bring."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from app.content.formulas import formulas_in, mathml
from app.content.gaps import sign_of
from app.content.lines import lines_of
from app.content.model import Question, Text
from app.content.questions.choices import Choice
from app.content.questions.cloze import Cloze, Gap, Option
from app.content.questions.essay import Essay
from app.content.questions.matching import Match, Matching, Term
from app.content.questions.multiple import Multiple
from app.content.questions.numeric import Interval, Numeric, span_of
from app.content.questions.ordering import Item, Ordering
from app.content.questions.scale import Scale, Statement
from app.content.questions.short import Short, normal
from app.content.questions.single import Single
from app.content.questions.truefalse import TrueFalse
from app.content.questions.typed import Expected

WORDS = ("kata", "Bandung", "سؤال", "日本", "🙂", "“kutip”", "’", "5%", "a_b", "é", "q-", "x:")
SIGNS = (
    *("(x)", "( )", "[x]", "[ ]", "=", "!=", "->", "- ", "* ", "+ ", "1. ", "2) ", "->", "|", "\\"),
    *("{50%}", "{#k}", "{pin}", "{x}", "{", "}", "{{", "}}", "{{a|b}}", "\\{", "#", "## ", "---"),
    *("***", "> ", ">", "**Petunjuk:** ", "**Salah:** ", "**Lain:** ", "`", "``", "```", "~~~"),
    *(
        "<!--",
        "-->",
        "<b>",
        "&amp;",
        "[a](b.md)",
        "![g](c.png)",
        "[^1]",
        ": ",
        "\t",
        "    ",
        "(v) ",
    ),
    *("$x^2$", "| a | b |", "|---|---|", "=="),
)
PIECES = st.sampled_from((*WORDS, *WORDS, *SIGNS, " ", " "))
LINES = st.lists(PIECES, min_size=1, max_size=6).map("".join)
BLOCKS = st.lists(LINES | st.just(""), min_size=1, max_size=5).map("\n".join)
CLEAN = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
CREDITS = st.integers(-9999, 9999).map(lambda n: Fraction(n, 10_000)).filter(bool)
KEYS = st.sampled_from(("", "", "", "a", "b-2", "kunci"))
NUMBERS = st.sampled_from(("12", "0", "-5", "2,5", "2,5 ± 0,1", "12 +- 5%", "11..13", "1.000.000"))


def folded(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def texts(source: st.SearchStrategy[str]) -> st.SearchStrategy[Text]:
    return source.filter(lambda text: bool(text.strip()) and is_true_math(text)).map(Text)


def is_true_math(text: str) -> bool:
    """Pieces may meet as `\\$x^2${$x^2$`, whose formula `{` is an author's fault (E714): no course
    without faults holds such a text."""
    lines = lines_of(text, first=1)[0] if "$" in text else []
    return all(mathml(formula.latex) is not None for formula in formulas_in(lines))


class Writing:
    """The parts of questions: `lines` for what stands in a line, `blocks` for what holds more."""

    def __init__(self, lines: st.SearchStrategy[str], blocks: st.SearchStrategy[str]) -> None:
        self.line, self.block = texts(lines), texts(blocks)
        self.feedback = st.none() | self.block
        self.plain = lines.map(lambda text: " ".join(text.split())).filter(bool)

    def common(self) -> dict[str, Any]:
        maybe = st.none() | self.block
        return {
            "ref": st.sampled_from(("q-a", "q-surat-tugas.2")),
            "title": self.line.map(lambda text: Text(" ".join(text.source.split()))),
            "stem": self.block | st.just(Text("")),
            "lang": st.sampled_from(("id", "en")),
            "was": st.sampled_from(("", "q-lama")),
            "points": st.sampled_from(("1", "2.5", "100")).map(Decimal),
            "hints": st.lists(self.block, max_size=2).map(tuple),
            "explanation": maybe,
            "correct": maybe,
            "incorrect": maybe,
            "trainer_note": maybe,
            "tags": st.sampled_from(((), ("dasar",), ("dasar", "سؤال"))),
            "competency": st.sampled_from(("", "manajerial.komunikasi")),
        }

    def many(self, item: st.SearchStrategy[Any], least: int) -> st.SearchStrategy[tuple[Any, ...]]:
        """Items whose labels and keys differ."""
        return st.lists(
            item,
            min_size=least,
            max_size=4,
            unique_by=(
                lambda one: folded(normal(one.label, False)),
                lambda one: one.key or object(),
            ),
        ).map(tuple)

    def choices(self, credit: st.SearchStrategy[Fraction]) -> st.SearchStrategy[tuple[Choice, ...]]:
        item = st.builds(
            Choice,
            text=self.block,
            key=KEYS,
            credit=credit,
            pin=st.booleans(),
            feedback=self.feedback,
        )
        return self.many(item, 2)

    def build(self, cls: type[Question], **fields: Any) -> st.SearchStrategy[Any]:
        return st.builds(cls, **{**self.common(), **fields})

    def single(self) -> st.SearchStrategy[Single]:
        choices = self.choices(st.just(Fraction(0)) | CREDITS).map(first_right)
        return self.build(Single, choices=choices, shuffle=st.booleans())

    def truefalse(self) -> st.SearchStrategy[TrueFalse]:
        pairs = st.sampled_from((("Benar", "Salah"), ("False", "True")))
        choices = pairs.map(lambda two: tuple(Choice(text=Text(one)) for one in two))
        return self.build(TrueFalse, choices=choices.map(first_right), shuffle=st.just(False))

    def multiple(self) -> st.SearchStrategy[Multiple]:
        choices = self.choices(st.sampled_from((Fraction(0), Fraction(1)))).map(first_right)
        scoring = st.sampled_from(("exact", "partial", "penalty"))
        return self.build(Multiple, choices=choices, scoring=scoring)

    def short(self) -> st.SearchStrategy[Short]:
        item = st.builds(
            Expected,
            text=self.plain,
            key=KEYS,
            credit=st.just(Fraction(0)) | CREDITS,
            feedback=self.feedback,
        )
        answers = self.many(item, 1).map(first_right)
        return self.build(Short, answers=answers, case_sensitive=st.booleans())

    def numeric(self) -> st.SearchStrategy[Numeric]:
        credits = st.sampled_from((Fraction(0), Fraction(1, 2)))
        item = st.builds(interval, NUMBERS, KEYS, credits, self.feedback)
        answers = self.many(item, 1).map(first_right)
        fields = {**self.common(), "lang": st.just("id")}
        unit = st.sampled_from(("", "hari", "km/jam", "hari kerja", "%"))
        return st.builds(Numeric, **fields, answers=answers, unit=unit)

    def matching(self) -> st.SearchStrategy[Matching]:
        terms = self.many(st.builds(Item, text=self.plain.map(Text), key=KEYS), 2)
        others = self.many(st.builds(Match, text=self.block, feedback=self.feedback), 1)
        scoring = st.sampled_from(("exact", "partial", "penalty"))
        fields = self.common() | {"scoring": scoring}
        return st.builds(matched, terms, others, st.data(), st.fixed_dictionaries(fields))

    def order(self) -> st.SearchStrategy[Ordering]:
        item = st.builds(Item, text=self.block, key=KEYS, feedback=self.feedback)
        scoring = st.sampled_from(("exact", "partial"))
        return self.build(Ordering, items=self.many(item, 2), scoring=scoring)

    def essay(self) -> st.SearchStrategy[Essay]:
        return self.build(
            Essay,
            review=st.sampled_from(("self", "peer", "trainer")),
            min_words=st.sampled_from((0, 1, 250)),
            rubric=st.none() | self.block,
            model_answer=st.none() | self.block,
        )

    def scale(self) -> st.SearchStrategy[Scale]:
        statements = self.many(st.builds(Statement, text=self.block, key=KEYS), 1)
        points = st.lists(self.plain.map(Text), min_size=2, max_size=5).map(tuple)
        return self.build(Scale, statements=statements, points_of_scale=points)

    def cloze(self) -> st.SearchStrategy[Cloze]:
        fields = st.fixed_dictionaries(self.common() | {"lang": st.just("id")})
        gaps = st.lists(self.gap(), min_size=1, max_size=3)
        between = st.lists(self.block.map(without_code), min_size=4, max_size=4)
        return st.builds(with_gaps, gaps, between, fields)

    def gap(self) -> st.SearchStrategy[tuple[str, tuple[str, ...]]]:
        different = {"unique_by": lambda text: folded(normal(text, False))}
        plain = st.lists(self.plain, min_size=1, max_size=3, **different)
        kinds = [
            st.tuples(st.just("text"), plain),
            st.tuples(st.just("number"), st.lists(NUMBERS, min_size=1, max_size=2, unique=True)),
            st.tuples(st.just("choice"), st.lists(self.plain, min_size=2, max_size=3, **different)),
        ]
        return st.one_of(kinds).map(lambda gap: (gap[0], tuple(gap[1])))

    def of_page(self) -> st.SearchStrategy[Question]:
        """Of any type that a quiz or pool may hold."""
        return st.one_of(
            *(self.single(), self.truefalse(), self.multiple(), self.short(), self.numeric()),
            *(self.matching(), self.order(), self.cloze(), self.essay()),
        )


def first_right(items: tuple[Any, ...]) -> tuple[Any, ...]:
    first = type(items[0])(**{**vars(items[0]), "credit": Fraction(1)})
    return (first, *items[1:])


def interval(text: str, key: str, credit: Fraction, feedback: Text | None) -> Interval:
    low, high = span_of(text, "id")
    return Interval(text=text, key=key, credit=credit, feedback=feedback, low=low, high=high)


def matched(
    items: tuple[Item, ...], matches: tuple[Match, ...], data: st.DataObject, fields: dict[str, Any]
) -> Matching:
    """The first matches belong to terms, in the order in which these name them."""
    used = data.draw(st.integers(1, len(matches)))
    places: list[int] = []
    for _ in items:
        fresh = len(set(places))
        places.append(data.draw(st.integers(0, min(fresh, used - 1))))
    used = len(set(places))
    whole = [Match(text=match.text) for match in matches[:used]]
    decoys = [Match(text=match.text, feedback=match.feedback) for match in matches[used:]]
    terms = [Term(text=i.text, key=i.key, match=at) for i, at in zip(items, places, strict=True)]
    return Matching(terms=tuple(terms), matches=(*whole, *decoys), **fields)


def without_code(text: Text) -> Text:
    """A gap in code is none, and one in a table can hold no bar."""
    source = text.source.replace("```", "").replace("~~~", "").replace("\t", "")
    source = source.replace("|---", "").replace("---|", "")
    return Text(source.replace("    ", ""))


def with_gaps(
    gaps: list[tuple[str, tuple[str, ...]]], between: list[Text], fields: dict[str, Any]
) -> Cloze:
    stem = "".join(
        text.source + (sign_of(place) if place < len(gaps) else "")
        for place, text in enumerate(between)
    )
    options = [
        Option(text=Text(text), gap=place, is_right=number == 0)
        for place, (kind, texts_) in enumerate(gaps)
        if kind == "choice"
        for number, text in enumerate(texts_)
    ]
    found = [
        Gap(kind=kind, accepted=accepted[:1] if kind == "choice" else accepted)
        for kind, accepted in gaps
    ]
    return Cloze(gaps=tuple(found), options=tuple(options), **{**fields, "stem": Text(stem)})


NASTY = Writing(LINES, BLOCKS)
PLAIN = Writing(CLEAN, CLEAN)


# An author's file: the answers of each kind, with blanks for nasty texts.
ANSWERS = {
    "": (
        "- (x) {a}\n- ( ) {b}",
        "- [x] {a}\n  {b}\n- [ ] {b}\n  > {c}",
        "- = {a}\n- != {b}",
        "- {a} -> {b}\n- {b} -> {c}\n- -> {a}",
        "{c} {{{{{a}}}}} {b}",
    ),
    " type=order": ("1. {a}\n2. {b}\n   {c}",),
    " type=essay": ("{a}\n\n> **Rubrik:** {b}\n\n> **Benar:** {c}\n> {a}",),
    " type=scale": ("- {a}\n- {b}\n\n> **Skala:** {a} | {c}",),
}
SHAPES = [(stated, shape) for stated, shapes in ANSWERS.items() for shape in shapes]


@st.composite
def written_pages(draw: st.DrawFn) -> str:
    """The body of a page; a comment could end in the middle of what then looks like code."""
    body = [draw(BLOCKS)]
    for number in range(draw(st.integers(1, 3))):
        stated, shape = draw(st.sampled_from(SHAPES))
        answers = shape.format(a=draw(LINES), b=draw(LINES), c=draw(LINES))
        body += [f"## {draw(LINES)} {{#q-{number}{stated}}}", draw(BLOCKS | st.just("")), answers]
        body += draw(st.sampled_from(([], ["---", "prosa"], ["> **Petunjuk:** " + draw(LINES)])))
    return "\n\n".join(body).replace("<!--", "")
