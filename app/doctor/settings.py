"""What administrators have set: does it still fit this release, and what the operator settles?"""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, select

from app.config import Config, ConfigError
from app.doctor.findings import Finding, fail, ok, warn
from app.kit.errors import Invalid
from app.settings import values
from app.settings.accents import is_fit
from app.settings.logos import read_logo
from app.settings.models import Brand, SettingsVersion, StoredSetting
from app.settings.registry import find


def examine(config: Config) -> Iterator[Finding]:
    """What stands in the environment; the rest with the database."""
    try:
        values.check(config)
    except ConfigError as error:
        yield fail("settings", str(error), "See docs/settings.md.")


def stored(connection: Connection) -> Iterator[Finding]:
    if not inspect(connection).has_table(Brand.__tablename__):
        return  # the schema is told of by itself
    faults = [*_version(connection), *_settings(connection)]
    yield from faults or [ok("settings", "those of administrators fit")]
    faults = list(_brands(connection))
    yield from faults or [ok("branding", "logos and colours fit")]


def _version(connection: Connection) -> Iterator[Finding]:
    """Its row is the lock of all changes, and by its token processes notice them."""
    if connection.scalar(select(SettingsVersion.token)) is None:
        yield fail(
            "settings",
            "the table settings_version is empty; changes reach no running process",
            "Stop the server and restore the database from its backup, or put the row back: "
            "INSERT INTO settings_version (id, token) VALUES (1, 'restored');",
        )


def _settings(connection: Connection) -> Iterator[Finding]:
    for key, value in connection.execute(select(StoredSetting.key, StoredSetting.value)):
        setting = find(key)
        if setting is None:
            yield warn("settings", f"{key} is not known to this release", "It does nothing.")
            continue
        try:
            setting.kind.load(value)
        except ValueError:
            told = f"{key} holds {value!r}; the default counts instead"
            yield warn("settings", told, f"Choose anew: {setting.kind.expected}.")


def _brands(connection: Connection) -> Iterator[Finding]:
    remedy = "Set it anew under Administration, Branding."
    brands = select(Brand.agency_id, Brand.accent, Brand.logo)
    for agency_id, accent, logo in connection.execute(brands):
        if accent and not is_fit(accent):
            yield warn("branding", f"agency {agency_id}: {accent} is hard to see", remedy)
        try:
            if logo:
                read_logo(logo)
        except Invalid:
            yield warn("branding", f"agency {agency_id}: its logo cannot be read", remedy)
