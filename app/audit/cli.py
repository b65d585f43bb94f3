"""`lentera audit`: whether what was recorded still is what was recorded."""

import click

from app.audit.chain import BEGINNING
from app.audit.verification import Break, Report
from app.audit.verification import verify as read_chain

WORDS = {
    "seal-changed": "seal %(seal)s, or the list of entries that it covers, was changed",
    "seal-missing": "seal %(seal)s is missing",
    "entry-changed": "entry %(entry)s was changed after it was sealed (seal %(seal)s)",
    "entry-missing": "entry %(entry)s was removed after it was sealed (seal %(seal)s)",
    "value-changed": "a value of entry %(entry)s was changed, removed or added (seal %(seal)s)",
    "entry-added": "entry %(entry)s was put in among older ones that had been sealed",
    "seal-not-found": "the seal that you expect is not in the chain: its end was cut off, or it "
    "was made anew",
}


@click.group("audit", help="The record of who did what.")
def audit() -> None:
    pass


@audit.command(
    "verify",
    help="Read the chain of seals and name the first break. Keep the newest seal that it prints in "
    "another place, and hand it in with --expect the next time.",
)
@click.option("--expect", metavar="SEAL", help="A seal that was kept: it has to be in the chain.")
def verify(expect: str | None) -> None:
    report = read_chain(expect=expect.strip().lower() if expect else None)
    if report.broken:
        raise click.ClickException(f"The chain is broken: {_words(report.broken)}.")
    _tell(report)


def _words(broken: Break) -> str:
    return WORDS[broken.what] % vars(broken)


def _tell(report: Report) -> None:
    click.echo(f"{report.entries} entries under {report.seals} seals: nothing was changed.")
    if report.waiting:
        click.echo(f"{report.waiting} entries are not sealed yet; that takes a minute.")
    if report.newest != BEGINNING:
        click.echo(f"Newest seal: {report.newest}")
