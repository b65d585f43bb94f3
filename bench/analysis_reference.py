"""What an established package makes of some tables of points, for the tests of item analysis.

    python -m venv /tmp/reference && /tmp/reference/bin/pip install pingouin
    /tmp/reference/bin/python bench/analysis_reference.py > tests/quizzes/analysis/reference.json

It needs nothing of the product, and the product nothing of it.
"""

import json
from importlib.metadata import version

import numpy as np
import pandas as pd
import pingouin
from scipy.stats import pearsonr


def tables() -> dict[str, np.ndarray]:
    """A row is a person, a column the points in a question."""
    chance = np.random.default_rng(20261122)
    ability = chance.normal(size=(60, 1))
    level = ability + chance.normal(size=(60, 8))
    return {
        "right or wrong": (level > np.linspace(-1, 1, 8)).astype(float),
        "partial credit": np.clip(np.round((level + 2) * 2) / 2, 0, 4),
        "negative marking": np.clip(np.round(level), -2, 2),
        "nothing in common": chance.integers(0, 2, size=(40, 6)).astype(float),
        "few people": chance.integers(0, 4, size=(5, 3)).astype(float),
    }


def figures(points: np.ndarray) -> dict[str, object]:
    """Alpha by pingouin (which takes sample variances: their ratio is that of a population), the
    rest by numpy and scipy."""
    totals = points.sum(axis=1)
    alpha, _ = pingouin.cronbach_alpha(data=pd.DataFrame(points))
    rests = [float(pearsonr(column, totals - column).statistic) for column in points.T]
    return {
        "points": points.tolist(),
        "alpha": float(alpha),
        "item_rest": rests,
        "mean": float(totals.mean()),
        "spread": float(totals.std(ddof=0)),
        "error": float(totals.std(ddof=0) * np.sqrt(1 - max(alpha, 0))),
    }


def main() -> None:
    made_by = {name: version(name) for name in ("pingouin", "scipy", "numpy")}
    found = {name: figures(points) for name, points in tables().items()}
    lines = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(table)}" for name, table in found.items()
    )
    print(f'{{\n "made_by": {json.dumps(made_by)},\n "tables": {{\n{lines}\n }}\n}}')


if __name__ == "__main__":
    main()
