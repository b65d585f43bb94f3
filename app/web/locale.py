"""Which language and time zone a reader sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask, current_app, g, session
from flask_babel import force_locale, get_locale, get_timezone, get_translations, refresh
from flask_login import current_user

from app.config import ROOT
from app.extensions import babel
from app.kit.clock import ZONES
from app.web.paths import way_back

LANGUAGES = ("id", "en")


def choose_language() -> str:
    """The reader's own choice, else the site's; browsers here are mostly left on English."""
    if (chosen := session.get("language")) in LANGUAGES:
        return str(chosen)
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    return str(current_app.config["LENTERA"].language)


def choose_time_zone() -> str:
    if "reader_zone" in g:
        return str(g.reader_zone)
    if current_user and current_user.is_authenticated:
        return str(current_user.zone)
    return ZONES[0]


def switch_language(chosen: str) -> None:
    """For this browser, for whoever is signed in everywhere, and for what this answer says."""
    session["language"] = chosen
    if current_user.is_authenticated:
        current_user.language = chosen
    refresh()
    g.pop("catalogue", None)


@contextmanager
def reading_as(*, language: str, time_zone: str) -> Iterator[None]:
    """Words, addresses and times for somebody who asks for nothing, as in a mail.

    In contexts of its own; what was loaded before stays readable, but a change of it is another
    session's.
    """
    with current_app.app_context(), current_app.test_request_context():
        g.reader_zone = time_zone
        with force_locale(language):
            yield


def zone() -> ZoneInfo:
    """Whose clock the reader sees."""
    return ZoneInfo(str(get_timezone()))


def language() -> str:
    locale = get_locale()
    return locale.language if isinstance(locale, Locale) else LANGUAGES[0]


def _catalogue() -> Any:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def install(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    babel.init_app(app, locale_selector=choose_language, timezone_selector=choose_time_zone)
    # A page has some sixty texts; the extension looks up catalogue and locale for each of them.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )

    @app.context_processor
    def provide() -> dict[str, Any]:
        return {"get_locale": get_locale, "request_path": way_back()}
