"""What is kept about people, told by the features that keep it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Words = Mapping[str, object] | Callable[[str], object | None]


@dataclass(frozen=True)
class Kind:
    """One kind of record about a person.

    `rows`: a SELECT of labelled columns about everybody, the newest first; `owner`: its column that
    says about whom. `fields`: what those labels mean, in their order; `codes`: by label, the words
    of what is stored as a code, or what finds them. `read`: what gives a row its true values, where
    what one means hangs on another. `rule`: the retention rule that removes such
    rows, "" where they stay until the person is anonymised, or, where it `stays`, for good. `due`:
    for a person's id the values of parameters in `rows`, where what may be told hangs on more than
    the row.
    """

    code: str
    title: object
    why: object
    rows: Any
    owner: Any
    fields: Mapping[str, object]
    rule: str = ""
    codes: Mapping[str, Words] = field(default_factory=dict)
    stays: bool = False
    read: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    due: Callable[[int], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Rule:
    """Rows that are removed after a time.

    `due`: a SELECT of the keys of those that ended before a moment; `remove`: takes some of these
    keys, and is called in short transactions.
    """

    code: str
    title: object
    due: Callable[[datetime], Any]
    remove: Callable[[list[Any]], None]


# Blanks what a feature keeps about a person, by their id.
Anonymise = Callable[[int], None]
