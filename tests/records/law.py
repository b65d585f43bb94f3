"""The rules of 2026 as the design names them, typed by hand: no number here comes from a table."""

from datetime import date
from decimal import Decimal

from app.reference.rule import Rule

D = Decimal
SINCE = date(2018, 1, 1)


def rule(form_id: int, basis: str = "programme", *, since=SINCE, until=None, **terms) -> Rule:
    numbers = {name: None if value is None else D(str(value)) for name, value in terms.items()}
    if "monthly_sessions" in numbers:
        numbers["monthly_sessions"] = int(numbers["monthly_sessions"])
    return Rule(form_id=form_id, valid_from=since, valid_to=until, basis=basis, **numbers)


FIFTH_MORE = {"international_factor": "1.20"}
LAW = {
    **{n: [rule(n, **FIFTH_MORE)] for n in (1, 2, 3, 5, 6, 8, 11, 12, 13, 17, 19, 25)},
    4: [rule(4, "day", jp=5, international_jp=7)],
    7: [rule(7, "day", jp=4, international_jp=6)],
    9: [rule(9, "day", jp=4, international_jp=6)],
    14: [rule(14, "activity", jp=2, international_jp=4, monthly_sessions=2)],
    15: [rule(15, "activity", jp=2, international_jp=4, monthly_sessions=2)],
    16: [rule(16, daily_cap=3, international_daily_cap=4)],
    10: [rule(10, "activity", jp=20, international_jp=24)],
    18: [rule(18, "activity", jp=20, international_jp=24)],
    21: [rule(21, "activity", jp=20, international_jp=24)],
    20: [rule(20, "activity", jp=10, international_jp=20)],
    22: [rule(22, daily_cap=2, international_daily_cap="2.40", **FIFTH_MORE)],
    23: [rule(23, daily_cap=2, international_daily_cap="2.40", **FIFTH_MORE)],
    24: [rule(24, "activity", jp=2, monthly_sessions=2, **FIFTH_MORE)],
}
