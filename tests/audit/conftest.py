"""Words for what these tests record."""

from collections.abc import Iterator

import pytest

from app.audit import catalogue


@pytest.fixture(autouse=True)
def _words() -> Iterator[None]:
    before = {name: dict(words) for name, words in vars(catalogue.CATALOGUE).items()}
    catalogue.register(
        actions={"tea.made": "Tea made"}, fields={"sugar": "Sugar"}, objects={"tea": "Tea"}
    )
    yield
    for name, words in before.items():
        getattr(catalogue.CATALOGUE, name).clear()
        getattr(catalogue.CATALOGUE, name).update(words)
