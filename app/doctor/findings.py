"""What an examination finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`state`: ok, warn or fail; `remedy`: what to do, empty where all is well."""

    name: str
    state: str
    told: str
    remedy: str = ""


def ok(name: str, told: str) -> Finding:
    return Finding(name, "ok", told)


def warn(name: str, told: str, remedy: str) -> Finding:
    return Finding(name, "warn", told, remedy)


def fail(name: str, told: str, remedy: str) -> Finding:
    return Finding(name, "fail", told, remedy)
