"""What pages of the record show of SIASN: their templates ask for it themselves, since the record
knows nothing of what stands above it."""

from flask import Flask

from app.siasn import queries


def install(app: Flask) -> None:
    app.jinja_env.globals.update(siasn_of_entry=queries.find_of_activity)
