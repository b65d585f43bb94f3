"""Days as staff lists write them."""

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags agt aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nopember nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0?0:00(?::00)?(?:\.0+)?)?", re.ASCII)
LOCAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
NAMED = re.compile(r"(\d{1,2})[-/. ]+([A-Za-z]+)\.?[-/. ]+(\d{4})", re.ASCII)


def read_date(text: str) -> date:
    """ISO, or day, month and year with signs between them. Raises ValueError."""
    if match := ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := LOCAL.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := NAMED.fullmatch(text):
        day, year = int(match[1]), int(match[3])
        month = MONTHS.get(match[2].casefold(), 0)
    else:
        raise ValueError(text)
    return date(year, month, day)
