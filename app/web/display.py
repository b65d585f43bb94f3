"""How a reader wants pages shown: light or dark, in which zone, and whether pictures wait."""

from flask import Flask, request
from flask_login import current_user

from app.kit import clock
from app.web.filters import zone_letters


def theme() -> str | None:
    """None: as the device; visitors have chosen nothing."""
    return current_user.theme if current_user.is_authenticated else None


def saves_data() -> bool:
    """What the person set, or the browser asks for on its own."""
    return is_asked_by_browser() or (current_user.is_authenticated and current_user.saves_data)


def is_asked_by_browser() -> bool:
    return request.headers.get("Save-Data", "").lower() == "on"


def own_zone() -> str:
    """WIB, WITA or WIT: what the page's times without letters mean."""
    return zone_letters(clock.now())


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        theme=theme,
        saves_data=saves_data,
        is_data_saving_asked=is_asked_by_browser,
        own_zone=own_zone,
    )
