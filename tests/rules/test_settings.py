"""Settings are documented, and wrong ones are refused in a sentence."""

import pytest
from flask_babel import force_locale

from app import factory  # noqa: F401  brings every feature, and so every setting
from app.config import ROOT, SETTLED, ConfigError, from_environment, variables
from app.settings import values
from app.settings.registry import all_settings


def test_every_setting_has_a_row_in_the_table() -> None:
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip(" `") for line in table.splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(variables())


def test_every_setting_of_administrators_has_a_row_too(app) -> None:
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    with app.test_request_context(), force_locale("en"):
        told = [str(setting.label) for setting in all_settings()]
    assert [label for label in told if f"| {label} |" not in table] == []


def test_what_the_operator_may_settle_is_declared_by_a_setting() -> None:
    assert {setting.variable for setting in all_settings()} - {""} == set(SETTLED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LENTERA_DATABASE_URL", "mysql://x"),
        ("LENTERA_COURSES", "/does/not/exist"),
        ("LENTERA_BASE_URL", "belajar.kota.go.id"),
        ("LENTERA_LANGUAGE", "jv"),
        ("LENTERA_WORKERS", "0"),
        ("LENTERA_WORKERS", "many"),
        ("LENTERA_JOBS", "maybe"),
        ("LENTERA_RENDER_SECONDS", "-1"),
        ("LENTERA_VIDEO_HOSTS", "youtube,dailymotion"),
        ("LENTERA_SECRET_KEY", "short"),
        ("LENTERA_SECOND_FACTOR", "officer,boss"),
        ("LENTERA_SMTP_URL", "mail.kota.example:25"),
        ("LENTERA_SMTP_URL", "smtp://mail.kota.example"),
        ("LENTERA_MAIL_FROM", "Lentera"),
        ("LENTERA_SESSION_IDLE_HOURS", "0"),
        ("LENTERA_SESSION_HOURS", "long"),
        ("LENTERA_REMEMBER_DAYS", "-1"),
        ("LENTERA_PASSWORDS", "off"),
        ("LENTERA_OIDC_ISSUER", "http://sso.kota.go.id"),
        ("LENTERA_OIDC_ISSUER", "https://sso.kota.go.id"),
        ("LENTERA_OIDC_VERIFIED_EMAIL", "maybe"),
        ("LENTERA_OIDC_SECOND_FACTOR", "mfa"),
        ("LENTERA_DATABSE_URL", "sqlite:///x"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        values.check(from_environment({name: value}))
    assert value in str(caught.value) or name in str(caught.value)


def test_hours_that_contradict_each_other_are_refused_at_the_start() -> None:
    hours = {"LENTERA_SESSION_IDLE_HOURS": "12", "LENTERA_SESSION_HOURS": "12"}
    assert from_environment(hours).settled == hours
    with pytest.raises(ConfigError, match=r"IDLE_HOURS \(12\) .* LENTERA_SESSION_HOURS \(9\)"):
        from_environment(hours | {"LENTERA_SESSION_HOURS": "9"})


def test_postgresql_addresses_are_given_our_driver() -> None:
    config = from_environment({"LENTERA_DATABASE_URL": "postgres://u@h/d"})
    assert config.database_url == "postgresql+psycopg://u@h/d"
