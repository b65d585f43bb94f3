"""Sound texts made unsound: cut, doubled, shuffled, spliced, and sown with signs that mean much."""

import random
from collections.abc import Callable, Sequence

SIGNS = (
    *("{", "}", "{{", "}}", "|", "\\", "[", "](", "(", ")", "<", ">", "<!--", "-->", "`", "```"),
    *("~~~", "$", "$$", "#", "## ", "---", "- ", "1. ", "> ", "  ", "\t", "\n", "\n\n", "\r\n"),
    *("(x) ", "[x] ", "= ", "!= ", " -> ", "{pin}", "{50%}", "{#q-a}", "{{= 1}}", "1.000", "±"),
    *('"', "'", "“", "”", ": ", ":", "&a ", "*a", "! ", "%", "@", "[^1]", "**", "__", "://", "{#"),
    *("](../", "![", "type=", "é", "日本", "😀", "\x00", "\x85", "\u2028", "\u202e", "\ufeff"),
    "\ud800",
)
Mutation = Callable[[random.Random, list[str], Sequence[str]], None]


def mutated(chance: random.Random, texts: Sequence[str]) -> str:
    """One of the texts after one to eight changes."""
    lines = chance.choice(texts).split("\n")
    for _ in range(chance.randint(1, 8)):
        chance.choice(MUTATIONS)(chance, lines, texts)
    end = chance.choice(("\n", "\n", "\n", "\r\n", "\r"))
    return end.join(lines)


def sow(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    place = chance.randrange(len(lines))
    column = chance.randint(0, len(lines[place]))
    sign = chance.choice(SIGNS) * chance.choice((1, 1, 1, 2, 3, 50))
    lines[place] = lines[place][:column] + sign + lines[place][column:]


def cut_signs(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    place = chance.randrange(len(lines))
    column = chance.randint(0, len(lines[place]))
    lines[place] = lines[place][:column] + lines[place][column + chance.randint(1, 4) :]


def cut_lines(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    place = chance.randrange(len(lines))
    del lines[place : place + chance.randint(1, 5)]
    if not lines:
        lines.append("")


def double(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    place = chance.randrange(len(lines))
    piece = lines[place : place + chance.randint(1, 6)]
    lines[place:place] = piece * chance.choice((1, 1, 2, 20))


def swap(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def indent(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    place = chance.randrange(len(lines))
    lines[place] = chance.choice((" ", "  ", "    ", "\t", "> ")) + lines[place]


def splice(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    other = chance.choice(texts).split("\n")
    place, start = chance.randrange(len(lines)), chance.randrange(len(other))
    lines[place:place] = other[start : start + chance.randint(1, 20)]


def end_here(chance: random.Random, lines: list[str], texts: Sequence[str]) -> None:
    del lines[chance.randrange(len(lines)) + 1 :]


MUTATIONS: tuple[Mutation, ...] = (
    *(sow, sow, sow, cut_signs, cut_signs, cut_lines, double, swap, indent, splice, end_here),
)
