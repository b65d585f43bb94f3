"""Routes that take files from people: how large a request they read, and from whom.

All others stay at the application's limit, and nobody fills the disk without the right to.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.web.transaction import outside_transaction

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturnValue)


def takes_files(most: Callable[[], int]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Stands above `@requires`; `most`: bytes of the whole request, asked for when
    one comes."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        view.upload_limit = most  # type: ignore[attr-defined]
        return view

    return decorate


def install(app: Flask) -> None:
    """Before anything reads the form."""

    @app.before_request
    def widen() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        most = getattr(view, "upload_limit", None)
        if most is None:
            return
        # A slow line may take minutes over the body: no lock may be held meanwhile.
        with outside_transaction():
            may = current_user.is_authenticated and view.access(current_user)  # type: ignore[union-attr]
            if may:
                request.max_content_length = most()
                request.files  # noqa: B018  reads the body now
