"""Walks over the declared fields of a question, so that a new type declares and writes no code.

A field of inline text (a title, a choice) carries `metadata=INLINE`.
"""

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.content.text import Text

T = TypeVar("T")
TextMap = Callable[[Text, bool], Text]


def replace(value: T, **changes: Any) -> T:
    return dataclasses.replace(value, **changes)  # type: ignore[type-var]


def map_texts(value: T, fn: TextMap) -> T:
    changes = {
        field.name: mapped(getattr(value, field.name), fn, bool(field.metadata.get("inline")))
        for field in dataclasses.fields(value)  # type: ignore[arg-type]
    }
    return replace(value, **changes)


def mapped(value: Any, fn: TextMap, inline: bool) -> Any:
    if isinstance(value, Text):
        return fn(value, inline)
    if isinstance(value, tuple):
        return tuple(mapped(item, fn, inline) for item in value)
    return map_texts(value, fn) if dataclasses.is_dataclass(value) else value


def to_data(value: Any) -> Any:
    """JSON-able; lines are left out, HTML is kept."""
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if not dataclasses.is_dataclass(value):
        return value
    names = (field.name for field in dataclasses.fields(value) if field.name != "line")
    return {name: to_data(getattr(value, name)) for name in names}


def from_data(hint: Any, data: Any) -> Any:
    """The inverse of `to_data` for a declared type; what is missing takes the field's default."""
    return reader_of(hint)(data)


@cache
def reader_of(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is tuple:
        read = reader_of(get_args(hint)[0])
        return lambda data: tuple([read(item) for item in data])
    if get_origin(hint) in (Union, UnionType):
        inner = reader_of(next(arg for arg in get_args(hint) if arg is not NoneType))
        return lambda data: None if data is None else inner(data)
    if hint in (Decimal, Fraction):
        number: Callable[[Any], Any] = hint
        return number
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        readers = [(name, reader_of(hints_of(hint)[name])) for name in field_names(hint)]
        return lambda data: hint(**{n: r(data[n]) for n, r in readers if n in data})
    return lambda data: data


@cache
def hints_of(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


@cache
def field_names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))
