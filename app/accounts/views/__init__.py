"""Signing in, and what a person sets for themselves."""

from app.accounts.views import (
    letter_code,
    links,
    password,
    profile,
    second_factor,
    second_step,
    sign_in,
    single_sign_on,
    viewings,
)
from app.accounts.views.base import bp

__all__ = [
    "bp",
    "letter_code",
    "links",
    "password",
    "profile",
    "second_factor",
    "second_step",
    "sign_in",
    "single_sign_on",
    "viewings",
]
