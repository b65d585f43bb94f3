"""All of a quiz's figures: the quiz, its questions in order, and the versions of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.content.questions import Question
from app.quizzes.analysis.findings import Finding, findings_of, is_stable
from app.quizzes.analysis.items import ItemFigures, Taken, item_figures
from app.quizzes.analysis.parts import Keys
from app.quizzes.analysis.reliability import Reliability, Standing, reliability
from app.quizzes.analysis.sittings import Sitting


@dataclass(frozen=True)
class Version:
    """A version of a question as its reader sees it, and what its answers are graded by."""

    id: int
    question_id: int
    question: Question
    keys: Keys
    # Whether the course asks it now, in this version.
    is_current: bool


@dataclass(frozen=True)
class VersionReport:
    version: Version
    figures: ItemFigures
    findings: Sequence[Finding]

    @property
    def question(self) -> Question:
        return self.version.question

    @property
    def is_stable(self) -> bool:
        return is_stable(self.figures.count)


@dataclass(frozen=True)
class QuestionReport:
    """`versions` that were answered, the newest first."""

    number: int
    versions: Sequence[VersionReport]

    @property
    def newest(self) -> VersionReport:
        return self.versions[0]


@dataclass(frozen=True)
class QuizReport:
    count: int
    reliability: Reliability | None
    questions: Sequence[QuestionReport]

    @property
    def is_stable(self) -> bool:
        return is_stable(self.count)

    @cached_property
    def findings(self) -> Sequence[tuple[QuestionReport, Finding]]:
        """Of what is asked now, the most urgent first."""
        current = (one for one in self.questions if one.newest.version.is_current)
        found = [
            (question, finding) for question in current for finding in question.newest.findings
        ]
        return sorted(found, key=lambda pair: pair[1].rank)


def analyse(
    sittings: Sequence[Sitting], versions: Sequence[Version], standing: Standing
) -> QuizReport:
    """`versions` in the order to be shown, of each question the newest first."""
    taken: dict[int, list[Taken]] = defaultdict(list)
    for sitting in sittings:
        for answered in sitting.answers.values():
            taken[answered.version_id].append((answered, sitting.rest(answered)))
    by_question: dict[int, list[VersionReport]] = {}
    for version in versions:
        if version.id in taken:
            reports = by_question.setdefault(version.question_id, [])
            reports.append(_version_report(version, taken))
    numbered = enumerate(by_question.values(), start=1)
    return QuizReport(
        count=len(sittings),
        reliability=reliability(sittings, standing),
        questions=[QuestionReport(number, reports) for number, reports in numbered],
    )


def _version_report(version: Version, taken: Mapping[int, Sequence[Taken]]) -> VersionReport:
    figures = item_figures(version.question, version.keys, taken[version.id])
    return VersionReport(version, figures, findings_of(figures))
