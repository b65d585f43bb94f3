"""A short run of the search in `bench/fuzz`, always over the same texts."""

import random
from pathlib import Path

import pytest

from bench import fuzz
from bench.mutations import mutated

TEXTS = 400


def test_mutated_courses_give_pages_and_findings_and_nothing_else(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(fuzz, "RESULTS", tmp_path)
    run = fuzz.Run(seed=1)
    for number in range(TEXTS):
        run.case(number)
    assert run.faults == set(), capsys.readouterr().err


def test_a_seed_and_a_number_give_the_same_text_again():
    texts = ["satu\ndua\ntiga", "empat\nlima"]
    first, again = (mutated(random.Random("7-11"), texts) for _ in range(2))
    assert first == again
    assert len({mutated(random.Random(f"7-{n}"), texts) for n in range(20)}) > 15


def test_a_fault_is_kept_and_told_with_the_way_to_repeat_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def broken(source: str, chance: random.Random) -> None:
        raise KeyError("x")

    monkeypatch.setattr(fuzz, "RESULTS", tmp_path)
    monkeypatch.setattr(fuzz, "try_out", broken)
    run = fuzz.Run(seed=7)
    run.case(3)
    run.case(4)
    assert len(run.faults) == 1  # the same one twice
    assert "bench/fuzz --seed 7 --case 3" in capsys.readouterr().out
    kept = (tmp_path / "fuzz-7-3.txt").read_bytes().decode("utf-8", "surrogatepass")
    assert kept == mutated(random.Random("7-3"), run.texts)
