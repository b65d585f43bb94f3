"""From rounds to the table; every figure is a median over the rounds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.load import Round

HEAD = (
    "page",
    "CPU ms/request",
    "spread",
    "× hello",
    "× reference",
    "requests/s",
    "p50 ms",
    "p99 ms",
    "p50 alone ms",
    "queries",
    "bytes",
    "busiest",
    "client",
)


@dataclass(frozen=True)
class Measured:
    """`rounds` under full load; `alone`: one connection; `queries`: None where nobody counted."""

    name: str
    rounds: Sequence[Round]
    alone: Sequence[Round]
    queries: int | None


def cpu_ms(measured: Round) -> float:
    return measured.cpu / measured.count * 1000


def middle(rounds: Sequence[Round], of: Callable[[Round], float]) -> float:
    return median(of(one) for one in rounds)


def ratio(page: Sequence[Round], yardstick: Sequence[Round]) -> float:
    """Of the CPU, within each round, for what disturbs the machine then disturbs both."""
    return median(cpu_ms(a) / cpu_ms(b) for a, b in zip(page, yardstick, strict=True))


def percentile(number: int) -> Callable[[Round], float]:
    """In milliseconds."""
    return lambda one: quantiles(one.latencies, n=100, method="inclusive")[number - 1] * 1000


def spread(rounds: Sequence[Round]) -> str:
    """The lowest and the highest round."""
    values = [cpu_ms(one) for one in rounds]
    return f"{min(values):.2f}–{max(values):.2f}"


def row(one: Measured, hello: Measured, reference: Measured) -> list[str]:
    rounds = one.rounds
    return [
        one.name,
        f"{middle(rounds, cpu_ms):.2f}",
        spread(rounds),
        f"{ratio(rounds, hello.rounds):.1f}",
        f"{ratio(rounds, reference.rounds):.1f}",
        f"{middle(rounds, lambda r: r.count / r.seconds):.0f}",
        f"{middle(rounds, percentile(50)):.1f}",
        f"{middle(rounds, percentile(99)):.1f}",
        f"{middle(one.alone, percentile(50)):.1f}",
        "–" if one.queries is None else str(one.queries),
        str(rounds[0].size),
        f"{middle(rounds, lambda r: r.busiest):.0%}",
        f"{middle(rounds, lambda r: r.client_cpu / r.seconds):.0%}",
    ]


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Aligned, so that it reads well in a terminal, too."""
    table = [HEAD, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [" | ".join(_cells(line, widths)) for line in table]
    rule = " | ".join(
        "-" * (width - 1) + ("-" if i == 0 else ":") for i, width in enumerate(widths)
    )
    return "\n".join(f"| {line} |" for line in (lines[0], rule, *lines[1:]))


def _cells(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.ljust(width) if i == 0 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]


def verdict(measured: Mapping[str, Measured]) -> str:
    """The aims in words: CPU of a lesson, its queries."""
    lesson, reference = measured["lesson"], measured["reference"]
    times = ratio(lesson.rounds, reference.rounds)
    cpu = "kept" if times <= 1 else "missed"
    queries = "kept" if (lesson.queries or 0) <= 4 else "missed"
    return (
        f"- A lesson takes {times:.1f} times the reference page's CPU; aim: at most 1.0 – {cpu}.\n"
        f"- A lesson makes {lesson.queries} queries; aim: at most 4 – {queries}."
    )
