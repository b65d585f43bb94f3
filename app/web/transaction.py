"""One commit per unsafe request, job or command; nothing below this commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, g, request

from app.db import db, writing

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@contextmanager
def transaction() -> Iterator[None]:
    """A unit of work that writes: leaving it commits, an error rolls it all back.

    Also for the few writes of a safe request (throttle counters, closing an overdue attempt):
    what was read before is let go, and the session is clean afterwards.
    """
    db.session.rollback()
    token = writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        writing.reset(token)


@contextmanager
def outside_transaction() -> Iterator[None]:
    """Long work in the midst of an unsafe request: reads may happen, but no lock is held.

    What was written before it is lost, so it comes first.
    """
    db.session.rollback()
    token = writing.set(False)
    try:
        yield
    finally:
        db.session.rollback()
        writing.reset(token)


def install(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        if request.method not in SAFE:
            g.writing = writing.set(True)

    @app.after_request
    def finish(response: Response) -> Response:
        if "writing" in g:
            if response.status_code < 400:
                db.session.commit()
            else:
                db.session.rollback()
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        token = g.pop("writing", None)
        db.session.remove()
        if token is not None:
            writing.reset(token)
