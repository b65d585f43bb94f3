"""The weights as the law is read, written down once more, apart from what the migration seeds."""

from decimal import Decimal

from app.ip_asn.index import Inputs, Weights

D = Decimal
WEIGHTS = Weights(
    education={
        "s3": D(25), "s2": D(20), "s1": D(15), "d3": D(10), "sma": D(5), "below": D(1),
    },
    performance={
        "very_good": D(30), "good": D(25), "needs_work": D(15), "poor": D(5), "very_poor": D(1),
    },
    discipline={"none": D(5), "light": D(3), "medium": D(2), "heavy": D(1)},
    competence={
        ("structural", "training"): D(15),
        ("structural", "hours"): D(15),
        ("structural", "seminar"): D(10),
        ("functional", "training"): D(15),
        ("functional", "hours"): D(15),
        ("functional", "seminar"): D(10),
        ("pelaksana", "hours"): D("22.5"),
        ("pelaksana", "seminar"): D("17.5"),
    },
    needed_jp=D(20),
    categories=(
        (D(91), "very_high"), (D(81), "high"), (D(71), "medium"), (D(61), "low"),
        (D(0), "very_low"),
    ),
)  # fmt: skip


def answers(
    kind: str | None,
    education: str | None,
    training: bool | None,
    jp: int | str | None,
    seminar: bool | None,
    performance: str | None,
    discipline: str | None,
) -> Inputs:
    """In the order in which the sums of the table are written."""
    hours = None if jp is None else D(jp)
    return Inputs(kind, education, performance, discipline, training, hours, seminar)
