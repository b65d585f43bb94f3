"""What pages of the record show of a session: their templates ask for it themselves, since the
record knows nothing of what stands above it."""

from flask import Flask

from app.coaching import queries


def install(app: Flask) -> None:
    app.jinja_env.globals.update(session_of_entry=queries.find_of_activity)
