"""What an answer is worth by the key of another version."""

import json
from collections.abc import Sequence
from decimal import Decimal

from app.content.questions import Question, Response, load
from app.db import db
from app.library import quiz_settings
from app.library.models import QuestionVersion
from app.quizzes import grading, queries, trying


class LiveKeys:
    """Grades answers by question versions; the same answer to the same version only once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, Decimal, str], Decimal] = {}
        self._questions: dict[tuple[int, str], Question] = {}
        self._penalties: dict[int, Decimal] = {}

    def fraction(
        self,
        version_id: int,
        response: Response | None,
        tried: Sequence[Response | None],
        *,
        lang: str,
        module_version_id: int,
    ) -> Decimal:
        penalty = self._penalty(module_version_id) if tried else Decimal(0)
        key = (version_id, lang, penalty, json.dumps([response, *tried], sort_keys=True))
        if key not in self._known:
            question = self._question(version_id, lang)
            exact = trying.fraction_of(question, response, tried, penalty=penalty)
            self._known[key] = grading.to_decimal(exact, grading.FRACTION)
        return self._known[key]

    def _question(self, version_id: int, lang: str) -> Question:
        if (version_id, lang) not in self._questions:
            version = db.session.get_one(QuestionVersion, version_id)
            self._questions[version_id, lang] = load(version.body_in(lang))
        return self._questions[version_id, lang]

    def points(self, version_id: int) -> Decimal:
        return self._question(version_id, "").points

    def _penalty(self, module_version_id: int) -> Decimal:
        if module_version_id not in self._penalties:
            settings = quiz_settings.from_json(queries.settings_of(module_version_id))
            self._penalties[module_version_id] = trying.penalty_of(settings)
        return self._penalties[module_version_id]
