"""What other rooms may want to know of accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DeviceTokenReused:
    """The token of a remembered device came a second time, so one of the two was a copy; the
    device, remembered since `since`, is forgotten."""

    person_id: int
    device_id: int
    since: datetime
    at: datetime


@dataclass(frozen=True)
class PasswordChanged:
    person_id: int
    at: datetime


@dataclass(frozen=True)
class EmailsChanged:
    """By an officer: people sign in with another address from now on, no more with the one of
    `former`, by person."""

    former: Mapping[int, str]
    at: datetime


@dataclass(frozen=True)
class SecondFactorSetUp:
    person_id: int
    at: datetime


@dataclass(frozen=True)
class SecondFactorRemoved:
    """By the person, or by an officer whom they asked."""

    person_id: int
    at: datetime


@dataclass(frozen=True)
class IdentityLinked:
    """An account at the provider of single sign-on opens this one from now on."""

    person_id: int
    at: datetime


@dataclass(frozen=True)
class LinkAskedFor:
    """A one-time link that is to come by mail; `by_id`: the officer, or none where the person
    asked."""

    person_id: int
    by_id: int | None
    at: datetime
