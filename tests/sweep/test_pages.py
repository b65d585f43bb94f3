"""Every page as everyone who sees it: how it looks, works and weighs, and its HTML."""

import pytest

from tests.sweep.findings import CHECKS, Finding, table

pytestmark = pytest.mark.sweep


@pytest.mark.parametrize("check", CHECKS, ids=list(CHECKS.values()))
def test_of_every_page(check: str, findings: list[Finding]) -> None:
    told = table(found for found in findings if found.check == check)
    assert not told, f"\n{told}"
