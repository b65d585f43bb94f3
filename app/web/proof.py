"""Having somebody who is signed in show once more that it is they, before lasting harm is done at
an unlocked screen. Accounts knows how, and registers it; views of any feature ask."""

from dataclasses import dataclass
from typing import Protocol

from flask_wtf import FlaskForm


@dataclass(frozen=True)
class Proof:
    """What a page needs to ask for it. `kind`: "fresh" where nothing more is needed, "provider"
    where single sign-on is to ask, else "password"."""

    form: FlaskForm
    kind: str
    provider_name: str


class Asking(Protocol):
    def page(self) -> Proof:
        """Of a form that was not sent yet."""

    def answer(self) -> tuple[bool, Proof]:
        """Of what was sent: whether it was shown, else the form with its errors. Begins a
        transaction of its own, so it comes before anything is written."""


_asking: Asking


def register(asking: Asking) -> None:
    global _asking  # noqa: PLW0603  set once, when accounts is imported
    _asking = asking


def asked() -> Proof:
    return _asking.page()


def answered() -> tuple[bool, Proof]:
    return _asking.answer()
