"""The page about the shipped courses holds what the command says of them."""

from click.testing import CliRunner

from app.config import ROOT
from app.studio.summary_cli import END, START, summary


def test_the_tables_are_those_that_the_command_makes() -> None:
    """If not: `lentera summary courses --language en --into docs/courses.md`."""
    told = CliRunner().invoke(summary, [str(ROOT / "courses"), "--language", "en"])
    page = (ROOT / "docs/courses.md").read_text("utf-8")
    assert page.partition(START)[2].partition(END)[0].strip() == told.stdout.strip()
