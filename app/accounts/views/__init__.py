"""Signing in, and what a person sets for themselves."""

from app.accounts.views import profile, sign_in
from app.accounts.views.base import bp

__all__ = ["bp", "profile", "sign_in"]
