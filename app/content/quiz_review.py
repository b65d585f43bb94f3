"""What of a quiz is shown at which moment: `review`, and `feedback` as its shorthand."""

from collections.abc import Mapping
from types import MappingProxyType

from app.content.fields import Fields
from app.content.model import DEFAULT_REVIEW, SHOWN, WITH_KEY

ASPECTS = ("answer", "correctness", "points", "feedback", "explanation", "key")
MOMENTS = tuple(DEFAULT_REVIEW)
BARE = frozenset({"answer", "points"})
NOTHING: frozenset[str] = frozenset()

SHORTHANDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "immediate": {**DEFAULT_REVIEW, "during": SHOWN},
    "after-submit": DEFAULT_REVIEW,
    "after-pass": {
        "during": NOTHING,
        "after-submit": BARE,
        "after-pass": WITH_KEY,
        "after-last": BARE,
    },
    "never": {
        "during": NOTHING,
        "after-submit": BARE,
        "after-pass": BARE,
        "after-last": BARE,
    },
}


def review(fields: Fields, behaviour: str) -> Mapping[str, frozenset[str]]:
    """The rows of `feedback`'s shorthand, each replaced by the row of that name in `review`."""
    default = "after-submit" if behaviour == "deferred" else "immediate"
    rows = dict(SHORTHANDS[fields.choice("feedback", tuple(SHORTHANDS), default)])
    node = fields.nodes.get("review")
    if node is None:
        return MappingProxyType(rows)
    if not isinstance(node.value, dict):
        fields.bad("review", "@review")
        return MappingProxyType(rows)
    given = Fields(node.value, fields.report)
    given.refuse_unknown(MOMENTS, {})
    for moment in MOMENTS:
        if moment in given.nodes:
            rows[moment] = given.subset(moment, ASPECTS)
    return MappingProxyType(rows)
