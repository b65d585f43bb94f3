"""Which questions an attempt gets, and in which order; pure but for the given chance."""

import random
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, TypeVar


class Drawable(Protocol):
    @property
    def question_id(self) -> int: ...


Q = TypeVar("Q", bound=Drawable)


def draw(
    fixed: Sequence[Q],
    pools: Sequence[tuple[int, Sequence[Q]]],
    *,
    chance: random.Random,
    is_shuffled: bool,
    times_seen: Mapping[int, int],
    kept: Collection[int] = (),
) -> list[Q]:
    """The quiz's own questions, then from each pool (how many, candidates) without repeats.

    Of a pool those are drawn first that the person has seen least often (`times_seen` by question
    id), and before them those that are to be `kept`. The same chance gives the same questions in
    the same order as long as quiz and pools stay the same.
    """
    chosen = list(fixed)
    for pick, candidates in pools:
        taken = {question.question_id for question in chosen}
        left = [question for question in candidates if question.question_id not in taken]
        chance.shuffle(left)
        left.sort(key=lambda q: (q.question_id not in kept, times_seen.get(q.question_id, 0)))
        chosen.extend(left[:pick])
    if is_shuffled:
        chance.shuffle(chosen)
    return chosen
