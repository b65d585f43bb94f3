"""Matching: each term has one match; decoys are matches without a term."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from app.content.block import Answer, Block
from app.content.escape import of_term
from app.content.questions.arrangement import arranged
from app.content.questions.base import INLINE, Grade, Question, Response
from app.content.questions.choices import check_repeated
from app.content.questions.reading import first, pairs_in
from app.content.questions.scoring import share
from app.content.questions.tokens import Tokens
from app.content.questions.writing import item_lines
from app.content.text import Text

FIELD = "match-"


@dataclass(frozen=True, kw_only=True)
class Match:
    """Feedback only on decoys: told to whoever chose it."""

    text: Text = field(metadata=INLINE)
    key: str = ""
    feedback: Text | None = None

    @property
    def label(self) -> str:
        return self.text.source


@dataclass(frozen=True, kw_only=True)
class Term(Match):
    """`match` is the place of its right match among the question's matches."""

    match: int


@dataclass(frozen=True, kw_only=True)
class Matching(Question):
    """Response `{"pairs": {term key: match key}}`; form fields `match-<term token>`."""

    type: ClassVar[str] = "matching"
    FAMILY: ClassVar[str] = "->"
    SETTINGS: ClassVar[frozenset[str]] = frozenset({"scoring"})
    SCORINGS: ClassVar[tuple[str, ...]] = ("partial", "exact", "penalty")
    KEYED: ClassVar[tuple[str, ...]] = ("terms", "matches")

    terms: tuple[Term, ...]
    matches: tuple[Match, ...]
    scoring: str = "partial"

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        pairs = [answer for answer in block.answers if answer.text]
        if len(pairs) < 2 and not block.is_torn:
            block.complain("E216")
        check_texts(block)
        matches = matches_of(block.answers)
        places = {folded(match.text): place for place, match in enumerate(matches)}
        scoring = block.scoring_of(cls.SCORINGS)
        terms = tuple(
            Term(
                text=Text(answer.text, answer.line),
                key=answer.key,
                feedback=answer.feedback,
                match=places[" ".join(answer.match.split())],
            )
            for answer in pairs
        )
        return cls(terms=terms, matches=matches, scoring=scoring, **block.fields)

    def settings(self) -> dict[str, str]:
        return {"scoring": self.scoring}

    def answer_lines(self) -> list[str]:
        """A match's own key is not written: it is kept by its text, see `keys`."""
        decoys = list(self.decoys(self.matches))
        lines: list[str] = []
        for term in self.terms:
            while decoys and self.matches.index(decoys[0]) < term.match:
                lines += decoy_lines(decoys.pop(0))
            lines += self.term_lines(term)
        return lines + [line for decoy in decoys for line in decoy_lines(decoy)]

    def term_lines(self, term: Term) -> list[str]:
        match = self.matches[term.match].text
        mark = f"- {of_term(term.text.source, match.source)} -> "
        return item_lines(mark, match, key=term.key, feedback=term.feedback)

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        pairs = {}
        for term in self.terms:
            posted = first(fields, FIELD + tokens.of(term.key))
            match = tokens.key_of(posted, (match.key for match in self.matches))
            if match:
                pairs[term.key] = match
        return {"pairs": pairs} if pairs else None

    def chosen(self, response: Response | None) -> dict[str, Match]:
        """The match chosen for each answered term, by the term's key."""
        by_key = {match.key: match for match in self.matches}
        pairs = pairs_in(response, "pairs")
        return {t.key: by_key[pairs[t.key]] for t in self.terms if pairs.get(t.key) in by_key}

    def is_complete(self, response: Response | None) -> bool:
        pairs = pairs_in(response, "pairs")
        return all(term.key in pairs for term in self.terms)

    def grade(self, response: Response | None) -> Grade:
        chosen = self.chosen(response)
        right = sum(self.is_right(term, chosen.get(term.key)) for term in self.terms)
        fraction = share(right, self.wrong(chosen, right), len(self.terms), self.scoring)
        return Grade(
            fraction, (*chosen, *dict.fromkeys(m.key for m in self.decoys(chosen.values())))
        )

    def wrong(self, chosen: Mapping[str, Match], right: int) -> int:
        """Wrong pairs cost something only under `penalty`; otherwise they are just not right."""
        return 0 if self.scoring == "partial" else len(chosen) - right

    def is_right(self, term: Term, match: Match | None) -> bool:
        return match is not None and match.key == self.matches[term.match].key

    def decoys(self, matches: Iterable[Match]) -> Iterable[Match]:
        """Those that are no term's."""
        wanted = [self.matches[term.match] for term in self.terms]
        return (match for match in matches if match not in wanted)

    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """`{"terms": [{token, html, chosen, state, key, feedback}], "matches": [{token, html}]}`.

        Matches are shuffled with `order` and sorted by text without, so that their place never
        tells; feedback is that of the decoy chosen, else the term's.
        """
        chosen = self.chosen(response)
        terms = arranged(self.terms, [False] * len(self.terms), order if self.shuffle else None)
        matches = sorted(self.matches, key=lambda match: match.label.casefold())
        matches = arranged(matches, [False] * len(matches), order)
        return {
            "terms": [self.shown_term(t, chosen.get(t.key), tokens, show) for t in terms],
            "matches": [{"token": tokens.of(m.key), "html": m.text.html} for m in matches],
        }

    def shown_term(
        self, term: Term, match: Match | None, tokens: Tokens, show: frozenset[str]
    ) -> dict[str, Any]:
        state = "right" if self.is_right(term, match) else "wrong" if match else None
        told = (match.feedback or term.feedback) if match else None
        return {
            "token": tokens.of(term.key),
            "html": term.text.html,
            "chosen": tokens.of(match.key) if match else None,
            "state": state if "correctness" in show else None,
            "key": self.matches[term.match].text.html if "key" in show else None,
            "feedback": told.html if told and "feedback" in show else None,
        }

    def grading_facts(self) -> dict[str, Any]:
        pairs = {term.key: self.matches[term.match].key for term in self.terms}
        return {"scoring": self.scoring, "pairs": pairs}


def check_texts(block: Block) -> None:
    """A term stands once, a match may stand with several terms, a decoy with none."""
    decoys = {" ".join(a.match.split()): a for a in block.answers if not a.text}
    check_repeated([a.text or (f"-> {a.match}" if a.match else "") for a in block.answers], block)
    for answer in block.answers:
        match = " ".join(answer.match.split())
        if answer.text and not match:
            block.complain("E212", answer.line)
        elif answer.text and match in decoys:
            block.complain("E213", decoys[match].line, text=match[:40])


def decoy_lines(decoy: Match) -> list[str]:
    return item_lines("- -> ", decoy.text, key=decoy.key, feedback=decoy.feedback)


def matches_of(answers: Iterable[Answer]) -> tuple[Match, ...]:
    """Each different text once: two terms may share a match."""
    matches: dict[str, Match] = {}
    for answer in answers:
        text = Text(answer.match, answer.line)
        is_decoy = not answer.text
        match = Match(
            text=text,
            key=answer.key if is_decoy else "",
            feedback=answer.feedback if is_decoy else None,
        )
        matches.setdefault(folded(text), match)
    return tuple(matches.values())


def folded(text: Text) -> str:
    return " ".join(text.source.split())
