"""What a course holds, in figures."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.content.course_reader import learning_hours
from app.content.lines import lines_of
from app.content.links import PICTURE
from app.content.minutes import WORD
from app.content.model import Course, Page, Question, Text
from app.content.questions.choices import ChoiceQuestion
from app.content.questions.single import Single
from app.content.questions.truefalse import TrueFalse
from app.content.render import render
from app.content.sentences import sentence_lengths

WITH_QUESTIONS = ("lesson", "quiz", "pool")
"""Surveys ask, too, but there is nothing to know."""
MARKUP = str.maketrans("", "", "*`")


@dataclass(frozen=True, slots=True)
class Reading:
    """The lessons' texts in one language, without their self-checks; `words` as the minutes count
    them, `sentence` the mean number of words in a sentence, 0 without any."""

    lang: str
    words: int
    sentence: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSummary:
    """Of one language. `single` counts the single choices, true/false left out: its two answers
    are always the same. Of these, `longest` is the share that "always the longest choice" gets
    right (of n choices equally long each is taken once in n times), None where there are none, and
    `places` how many keys stand first, second and so on in the file.
    """

    path: str
    questions: int
    single: int
    longest: Fraction | None
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSummary:
    """`readings` begin with the course's own language; all else but `pools` is of that alone.

    `types` counts the questions of lessons, quizzes and pools by type; `feedback` is the share of
    the choice questions among them that tell something about every choice, None where there are
    none. `pictures` are those with alternative text in lessons. `jp` is what is stated, None where
    nothing is; `jp_of_minutes` what the pages' minutes give.
    """

    ref: str
    readings: tuple[Reading, ...]
    lessons: int
    pictures: int
    types: Mapping[str, int]
    feedback: Fraction | None
    jp: Decimal | None
    jp_of_minutes: Decimal
    pools: tuple[PoolSummary, ...]

    @property
    def questions(self) -> int:
        return sum(self.types.values())


def summary_of(course: Course) -> CourseSummary:
    """Renders every lesson."""
    lessons = [page for page in course.pages if page.kind == "lesson"]
    questions = [q for page in course.pages if page.kind in WITH_QUESTIONS for q in page.questions]
    return CourseSummary(
        ref=course.ref,
        readings=tuple(readings(course, lessons)),
        lessons=len(lessons),
        pictures=sum(pictures_in(text) for page in lessons for text in texts_of(page)),
        types=Counter(question.type for question in questions),
        feedback=feedback_share(questions),
        jp=course.jp if "jp" in course.lines else None,
        jp_of_minutes=learning_hours(course.pages),
        pools=tuple(pools_in(course)),
    )


def readings(course: Course, lessons: Sequence[Page]) -> Iterator[Reading]:
    assets = {path: path for path in course.assets}
    for lang in (course.lang, *(translation.lang for translation in course.translations)):
        words, lengths = 0, list[int]()
        for page in (one for lesson in lessons for one in versions(lesson) if one.lang == lang):
            for text in texts_of(page):
                words += len(WORD.findall(text.source))
                html = render(text.source, lang=lang, links=assets, base=page.path).html
                lengths += sentence_lengths(html)
        yield Reading(lang, words, Fraction(sum(lengths), len(lengths) or 1))


def versions(page: Page) -> tuple[Page, ...]:
    """In every language, the course's own first."""
    return (page, *page.translations)


def texts_of(page: Page) -> list[Text]:
    return [part for part in page.parts if isinstance(part, Text)]


def pictures_in(text: Text) -> int:
    lines = lines_of(text.source)[0]
    found = (match for line in lines for match in PICTURE.finditer(line.masked))
    return sum(bool(match.group(1).strip()) for match in found)


def feedback_share(questions: Sequence[Question]) -> Fraction | None:
    told = [
        all(choice.feedback for choice in question.choices)
        for question in questions
        if isinstance(question, ChoiceQuestion)
    ]
    return Fraction(sum(told), len(told)) if told else None


def pools_in(course: Course) -> Iterator[PoolSummary]:
    for pool in (page for page in course.pages if page.kind == "pool"):
        for page in versions(pool):
            yield pool_summary(page)


def pool_summary(pool: Page) -> PoolSummary:
    single = [q for q in pool.questions if isinstance(q, Single) and not isinstance(q, TrueFalse)]
    return PoolSummary(
        path=pool.path,
        questions=len(pool.questions),
        single=len(single),
        longest=sum(map(luck_of_longest, single), Fraction()) / len(single) if single else None,
        places=tuple(key_places(single)),
    )


def key_places(questions: Sequence[Single]) -> Iterator[int]:
    for place in range(max((len(question.choices) for question in questions), default=0)):
        yield sum(q.choices[place].is_right for q in questions if place < len(q.choices))


def luck_of_longest(question: Single) -> Fraction:
    """How probably who takes the longest choice, whatever it says, takes the key."""
    lengths = [len(choice.label.translate(MARKUP)) for choice in question.choices]
    longest = [
        c for c, length in zip(question.choices, lengths, strict=True) if length == max(lengths)
    ]
    return Fraction(sum(choice.is_right for choice in longest), len(longest))
