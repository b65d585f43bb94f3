"""What the next page says on top, once."""

from flask import flash


def say(message: str) -> None:
    """Something worked."""
    flash(message, "good")


def warn(message: str) -> None:
    """Something did not, and nothing was changed."""
    flash(message, "bad")
