"""Two hundred learners take one timed quiz at once: nothing may fail, no answer may be lost."""

import argparse
import asyncio
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles

from bench import cpu, queries, sittings, surroundings
from bench.crowd import Paper, Ticket, begin, greet, sit, together
from bench.load import Candidate
from bench.request import BOUNDARY, Saving
from bench.servers import DATABASES, Stage, end_orderly_when_told, processes
from tests.journeys.server import Server

COURSES = Path(__file__).parent / "courses"
MOST_QUERIES = 3
GREETINGS = 5


@dataclass(frozen=True)
class Sitting:
    """Latencies in seconds; CPU as a part of one core."""

    papers: list[Paper]
    hello: list[float]
    seconds: float
    server_cpu: float
    client_cpu: float
    queries: int

    @property
    def saves(self) -> list[float]:
        return [latency for paper in self.papers for latency in paper.saves]


def hold(stage: Stage, *, learners: int, think: float) -> tuple[Sitting, list[str]]:
    """The exam, and what went wrong."""
    hello, product = stage.yardstick("hello"), stage.product(COURSES)
    *tickets, spare = sittings.sign_in(product, learners + 1)
    greetings: list[float] = []
    asyncio.run(
        together(
            [
                greet(greetings, port=hello.port, times=GREETINGS, think=think, seed=n)
                for n in range(learners)
            ]
        )
    )
    papers = [Paper(ticket) for ticket in tickets]
    own, before, began = time.process_time(), _spent(product), time.perf_counter()
    asyncio.run(
        together(
            [
                sit(paper, port=product.port, quiz=sittings.QUIZ, think=think, seed=n)
                for n, paper in enumerate(papers)
            ]
        )
    )
    seconds = time.perf_counter() - began
    sitting = Sitting(
        papers,
        greetings,
        seconds,
        (_spent(product) - before) / seconds,
        (time.process_time() - own) / seconds,
        count_queries(product, spare),
    )
    return sitting, sittings.faults(product, papers)


def _spent(server: Server) -> float:
    return sum(cpu.spent(processes(server)))


def count_queries(server: Server, ticket: Ticket) -> int:
    """Statements of one save, in an attempt of its own."""
    attempt, questions = asyncio.run(begin(ticket, port=server.port, quiz=sittings.QUIZ))
    saving = Saving(
        path=f"{attempt}/answers",
        headers={
            "Cookie": ticket.cookie,
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "X-Requested-With": "fetch",
        },
        csrf_token=ticket.csrf_token,
        choices={
            slot: (options[0], options[1])
            for slot, (name, options) in questions.items()
            if name == "choice"
        },
    )
    one = Candidate("save", server.port, (), saving, b'data-outcome="stored"')
    return queries.count_statements(server, [one])["save"]


def report(sitting: Sitting, faults: list[str], database: str) -> str:
    return "\n\n".join(
        (
            f"# {datetime.now().astimezone():%Y-%m-%d %H:%M}, exam, {database}",
            f"{surroundings.described()}; {len(sitting.papers)} learners, {len(sitting.saves)} "
            f"saves in {sitting.seconds:.0f} s. How to read it: bench/README.md",
            table(sitting),
            verdict(sitting, faults),
        )
    )


def table(sitting: Sitting) -> str:
    rows = ["| | p50 ms | p99 ms | slowest ms |", "|---|--:|--:|--:|"]
    for name, latencies in (("hello", sitting.hello), ("save answer", sitting.saves)):
        figures = (percentile(latencies, 50), percentile(latencies, 99), max(latencies) * 1000)
        rows.append(f"| {name} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")
    ratios = [percentile(sitting.saves, n) / percentile(sitting.hello, n) for n in (50, 99)]
    rows.append(f"| × hello | {ratios[0]:.1f} | {ratios[1]:.1f} | |")
    return "\n".join(rows)


def percentile(latencies: list[float], number: int) -> float:
    """In milliseconds."""
    return quantiles(latencies, n=100, method="inclusive")[number - 1] * 1000


def verdict(sitting: Sitting, faults: list[str]) -> str:
    lines = [
        f"- {len(faults)} faults: errors, lost answers, wrong grades; aim: none.",
        f"- {sitting.queries} queries to save an answer; aim: at most {MOST_QUERIES}.",
        f"- Of a core the server used {sitting.server_cpu:.0%}, the client "
        f"{sitting.client_cpu:.0%}.",
    ]
    return "\n".join([*lines, *(f"  - {fault}" for fault in faults[:20])])


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/exam", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument(
        "--think", type=float, default=3.0, help="seconds between two answers, on average"
    )
    chosen = parser.parse_args()
    end_orderly_when_told()
    with Stage(chosen.database) as stage:
        sitting, faults = hold(stage, learners=chosen.learners, think=chosen.think)
    surroundings.keep(report(sitting, faults, chosen.database), f"exam-{chosen.database}")
    sys.exit(bool(faults) or sitting.queries > MOST_QUERIES)


if __name__ == "__main__":
    main()
