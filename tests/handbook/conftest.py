"""The guides on their shelf, once a run, for the session's application."""

import pytest
from flask import Flask

from app.handbook import rendering


@pytest.fixture(autouse=True)
def _handbook(base_app: Flask) -> None:
    """Cheap from the second time on."""
    rendering.prepare(base_app.config["LENTERA"].instance)
