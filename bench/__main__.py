"""The whole run: start the servers, measure by turns, write the table."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context

from bench import learner, load, queries, surroundings, table
from bench.load import Candidate, Round
from bench.request import Page, Request
from bench.servers import DATABASES, Stage, end_orderly_when_told, processes
from bench.table import Measured

CONNECTIONS = 8
ROUND = 1.0  # seconds
ALONE = 0.25
ALONE_ROUNDS = 3
# No round begins later than this after the start, so that the run ends within two minutes.
LATEST = 80.0

HELLO, REFERENCE = "hello", "reference"


def candidates(stage: Stage) -> tuple[list[Candidate], dict[str, int]]:
    """What is measured, and the queries of each page."""
    hello, reference = stage.yardstick(HELLO), stage.yardstick(REFERENCE)
    product = stage.product()
    ana = learner.prepare(product)
    page = b"</html>"
    own = processes(product)
    ours = [
        Candidate("home", product.port, own, ana.home, page),
        Candidate("lesson", product.port, own, ana.lesson, b'class="prose"'),
        Candidate("attempt", product.port, own, ana.attempt, b"data-autosave"),
        Candidate("save answer", product.port, own, ana.saving, b'data-outcome="stored"'),
    ]
    yardsticks = [
        Candidate(HELLO, hello.port, processes(hello), Page(Request("/")), b"Hello"),
        Candidate(REFERENCE, reference.port, processes(reference), Page(Request("/pages/1")), page),
    ]
    return yardsticks + ours, queries.count_statements(product, ours)


def rounds_by_turns(
    pool: ProcessPoolExecutor, all_: list[Candidate], *, rounds: int, latest: float
) -> dict[str, list[Round]]:
    """Name → rounds. Forth and back, so that a machine that slowly changes favours nobody."""
    found: dict[str, list[Round]] = {candidate.name: [] for candidate in all_}
    for turn in range(1, rounds + 1):
        if time.monotonic() > latest:
            break
        for candidate in all_ if turn % 2 else reversed(all_):
            found[candidate.name].append(
                one_round(pool, candidate, turn=turn, connections=CONNECTIONS, seconds=ROUND)
            )
        print(f"round {turn} of {rounds}", file=sys.stderr)
    return found


def one_round(
    pool: ProcessPoolExecutor, candidate: Candidate, *, turn: int, connections: int, seconds: float
) -> Round:
    future = pool.submit(
        load.measure, candidate, turn=turn, connections=connections, seconds=seconds
    )
    return future.result(timeout=60)


def measure(database: str, rounds: int) -> dict[str, Measured]:
    began = time.monotonic()
    with Stage(database) as stage, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        all_, statements = candidates(stage)
        full = rounds_by_turns(pool, all_, rounds=rounds, latest=began + LATEST)
        return {
            candidate.name: Measured(
                candidate.name,
                full[candidate.name],
                [
                    one_round(pool, candidate, turn=rounds + 1 + n, connections=1, seconds=ALONE)
                    for n in range(ALONE_ROUNDS)
                ],
                statements.get(candidate.name),
            )
            for candidate in all_
        }


def report(measured: dict[str, Measured], database: str) -> str:
    hello, reference = measured[HELLO], measured[REFERENCE]
    rows = [table.row(one, hello, reference) for one in measured.values()]
    return "\n\n".join(
        (
            f"# {datetime.now().astimezone():%Y-%m-%d %H:%M}, {database}",
            f"{surroundings.described()}; {len(hello.rounds)} rounds of {ROUND:.0f} s with "
            f"{CONNECTIONS} connections. How to read it: bench/README.md",
            table.markdown(rows),
            table.verdict(measured),
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument(
        "--seconds",
        type=int,
        default=8,
        choices=range(3, 10),
        metavar="3…9",
        help="of measuring for each page, in rounds of a second (default: 8)",
    )
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    chosen = parser.parse_args()
    end_orderly_when_told()
    surroundings.keep(
        report(measure(chosen.database, chosen.seconds), chosen.database), chosen.database
    )


if __name__ == "__main__":
    main()
