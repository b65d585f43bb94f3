"""What the pages are compared with, served by `app.server.serve` with the product's own options.

`python -m bench.yardsticks hello|reference --port N`; settings as for the product.
"""

import argparse
from collections.abc import Callable, Iterable
from typing import Any
from unittest import mock

from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app import server
from app.config import Config, from_environment
from app.db import engine_options, prepare_engine, writing
from app.factory import create_app

Start = Callable[[str, list[tuple[str, str]]], Any]

SENTENCE = "Teks yang tetap, sepanjang satu paragraf di halaman pelajaran. "
# 34 sections make a page of 15 KB with 69 escaped values.
SECTION = f"""
<section class="section">
  <h2>{{{{ page.title }}}}</h2>
  <p>{SENTENCE * 5}</p>
  <p class="meta"><a href="/">{{{{ page.author }}}}</a></p>
</section>"""
TEMPLATE = f"""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>{{{{ page.title }}}}</title></head>
<body>{SECTION * 34}</body></html>
"""


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "page"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(200))


def hello(_environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    body = b"Hello, world"
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def reference(config: Config) -> Flask:
    """One row by Flask-SQLAlchemy, one page of 15 KB by Jinja, on the product's engine."""
    app = Flask(__name__)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url),
    )
    app.jinja_loader = DictLoader({"page.html": TEMPLATE})
    db = SQLAlchemy(app, model_class=Base, disable_autonaming=True)
    with app.app_context():
        prepare_engine(db.engine)

    @app.get("/pages/<int:page_id>")
    def page(page_id: int) -> str:
        found = db.session.scalar(select(Row).where(Row.id == page_id))
        return render_template("page.html", page=found)

    return app


def fill(app: Flask) -> None:
    """The table with its one row."""
    db: SQLAlchemy = app.extensions["sqlalchemy"]
    token = writing.set(True)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.session.add(Row(id=1, title="Proyek & piagam", author="Eko <Prasetyo>"))
        db.session.commit()
        db.engine.dispose()
    writing.reset(token)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=("hello", "reference"))
    parser.add_argument("--port", type=int, required=True)
    chosen = parser.parse_args()
    config = from_environment()
    if chosen.name == "reference":
        fill(reference(config))
    create = reference if chosen.name == "reference" else lambda _config: hello
    product = create_app(config)
    # The options stand in `serve` alone; going through it, inside the product's context as the
    # command does, keeps them the same here.
    with product.app_context(), mock.patch.object(server, "create_app", create):
        server.serve(config, host="127.0.0.1", port=chosen.port, on_ready=lambda: None)


if __name__ == "__main__":
    main()
