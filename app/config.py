"""Settings are read from `LENTERA_*` once, checked loudly, and never change afterwards."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.content.players import HOST_NAMES
from app.kit.smtp import SmtpServer, parse_smtp_url

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "LENTERA_"
# With the header's name a line of mail.
LONGEST_SENDER = 70
# As `accounts` knows them, which stands above.
ROLES = ("employee", "author", "supervisor", "officer", "admin")


class ConfigError(Exception):
    """A setting cannot be used; the message says which and what to write instead."""


@dataclass(frozen=True)
class Config:
    """Every setting; `docs/settings.md` explains each in a row of its table.

    An empty `secret_key` stands for the one kept in the instance folder.
    """

    instance: Path
    database_url: str
    courses: tuple[Path, ...]
    secret_key: str
    base_url: str
    language: str
    workers: int
    threads: int
    jobs: bool
    # How many, or where they stand.
    trusted_proxies: int | tuple[IPv4Network | IPv6Network, ...]
    log: str
    log_addresses: str
    render_seconds: float
    video_hosts: tuple[str, ...]
    second_factor: tuple[str, ...]
    # None: no mail is sent.
    smtp_url: SmtpServer | None
    mail_from: str
    # A session ends after so long without a page, and after so long in any case.
    session_idle_hours: int
    session_hours: int
    # 0: no device is remembered.
    remember_days: int
    passwords: bool
    # Single sign-on; empty: there is none.
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    oidc_nip_claim: str
    oidc_email_claim: str
    oidc_verified_email: bool
    # Claim and one of its values that says that the provider asked for a second factor.
    oidc_second_factor: tuple[str, str] | None

    @property
    def has_single_sign_on(self) -> bool:
        return bool(self.oidc_issuer)

    @property
    def is_secure(self) -> bool:
        """Whether people reach the site through TLS."""
        return self.base_url.startswith("https://")

    @property
    def assets(self) -> Path:
        return self.instance / "assets"

    @property
    def drafts(self) -> Path:
        """Course folders that are being worked on in the studio."""
        return self.instance / "drafts"

    @property
    def job_files(self) -> Path:
        """What jobs have made, each in a folder of its own."""
        return self.instance / "jobs"

    @property
    def heartbeat(self) -> Path:
        """Touched by the background work every minute."""
        return self.instance / "jobs.heartbeat"


def variables() -> list[str]:
    return [PREFIX + field.name.upper() for field in fields(Config)]


def from_environment(environ: Mapping[str, str] = os.environ) -> Config:
    """Parse the environment.

    Raises ConfigError for an unknown `LENTERA_` variable or a value that cannot be used.
    """
    unknown = sorted(set(filter(lambda name: name.startswith(PREFIX), environ)) - set(variables()))
    if unknown:
        raise ConfigError(f"{unknown[0]} is not a setting; known are {', '.join(variables())}.")
    instance = Path(environ.get("LENTERA_INSTANCE", ROOT / "instance")).resolve()
    return Config(
        instance=instance,
        database_url=_database_url(environ, instance),
        courses=_courses(environ),
        secret_key=_secret_key(environ),
        base_url=_base_url(environ),
        language=_choice(environ, "LENTERA_LANGUAGE", "id", ("id", "en")),
        workers=_number(environ, "LENTERA_WORKERS", 2, int, at_least=1),
        threads=_number(environ, "LENTERA_THREADS", 8, int, at_least=1),
        jobs=_choice(environ, "LENTERA_JOBS", "on", ("on", "off")) == "on",
        trusted_proxies=_trusted_proxies(environ),
        log=_choice(environ, "LENTERA_LOG", "errors", ("errors", "text", "json")),
        log_addresses=_choice(environ, "LENTERA_LOG_ADDRESSES", "cut", ("cut", "hashed")),
        render_seconds=_number(environ, "LENTERA_RENDER_SECONDS", 10.0, float, at_least=0.01),
        video_hosts=_video_hosts(environ),
        second_factor=_second_factor(environ),
        smtp_url=_smtp_url(environ),
        mail_from=_mail_from(environ),
        session_idle_hours=_number(environ, "LENTERA_SESSION_IDLE_HOURS", 4, int, at_least=1),
        session_hours=_number(environ, "LENTERA_SESSION_HOURS", 12, int, at_least=1),
        remember_days=_number(environ, "LENTERA_REMEMBER_DAYS", 30, int, at_least=0),
        passwords=_passwords(environ),
        **_single_sign_on(environ),
    )


def _database_url(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("LENTERA_DATABASE_URL", f"sqlite:///{instance / 'lentera.sqlite3'}")
    url = url.replace("postgres://", "postgresql://", 1)
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError("LENTERA_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url


def _courses(environ: Mapping[str, str]) -> tuple[Path, ...]:
    value = environ.get("LENTERA_COURSES", str(ROOT / "courses"))
    folders = tuple(Path(part).resolve() for part in value.split(os.pathsep) if part)
    for folder in folders:
        if not folder.is_dir():
            raise ConfigError(f"LENTERA_COURSES names {folder}, which is not a folder.")
    return folders


def _secret_key(environ: Mapping[str, str]) -> str:
    key = environ.get("LENTERA_SECRET_KEY", "")
    if key and len(key) < 32:
        raise ConfigError("LENTERA_SECRET_KEY is too short to be safe: use 32 signs or more.")
    return key


def stored_secret(instance: Path) -> str:
    """The key that signs sessions; made once, readable by the owner alone."""
    path = instance / "secret-key"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_secret(path)
    except OSError as error:
        raise ConfigError(
            f"The instance folder {instance} cannot be written: {error.strerror}."
        ) from error
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return _read_secret(path)


def _read_secret(path: Path) -> str:
    try:
        key = path.read_text().strip()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    if len(key) < 32:
        raise ConfigError(f"{path} is damaged (too short); delete it and everyone signs in again.")
    return key


def _base_url(environ: Mapping[str, str]) -> str:
    url = environ.get("LENTERA_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
        raise ConfigError("LENTERA_BASE_URL must look like https://belajar.kota.go.id.")
    return url


def _trusted_proxies(
    environ: Mapping[str, str],
) -> int | tuple[IPv4Network | IPv6Network, ...]:
    value = environ.get("LENTERA_TRUSTED_PROXIES", "0")
    if not {".", ":"} & set(value):
        return int(_number(environ, "LENTERA_TRUSTED_PROXIES", 0, int, at_least=0))
    try:
        return tuple(ip_network(part.strip()) for part in value.split(","))
    except ValueError as error:
        raise ConfigError(
            "LENTERA_TRUSTED_PROXIES must be how many proxies there are, or their addresses, such "
            f"as 10.0.0.5,10.1.0.0/24, not “{value}”."
        ) from error


def _video_hosts(environ: Mapping[str, str]) -> tuple[str, ...]:
    value = environ.get("LENTERA_VIDEO_HOSTS", ",".join(HOST_NAMES))
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        if name not in HOST_NAMES:
            known = ", ".join(HOST_NAMES)
            raise ConfigError(f"LENTERA_VIDEO_HOSTS names “{name}”; known are {known}.")
    return names


def _second_factor(environ: Mapping[str, str]) -> tuple[str, ...]:
    value = environ.get("LENTERA_SECOND_FACTOR", "officer,admin")
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        if name not in ROLES:
            known = ", ".join(ROLES)
            raise ConfigError(f"LENTERA_SECOND_FACTOR names “{name}”; known are {known}.")
    return names


def _smtp_url(environ: Mapping[str, str]) -> SmtpServer | None:
    """What is refused is not repeated: it may hold a password."""
    value = environ.get("LENTERA_SMTP_URL", "")
    try:
        return parse_smtp_url(value) if value else None
    except ValueError:
        raise ConfigError(
            "LENTERA_SMTP_URL must look like smtp://user:password@mail.kota.go.id:587, with "
            "smtps:// for TLS from the start or smtp+plain:// for none. User and password are "
            "ASCII; in them # is written %23 and ? is %3F."
        ) from None


def _mail_from(environ: Mapping[str, str]) -> str:
    value = environ.get("LENTERA_MAIL_FROM", "")
    if environ.get("LENTERA_SMTP_URL") and not value:
        raise ConfigError("LENTERA_SMTP_URL needs LENTERA_MAIL_FROM, the address mail comes from.")
    # What has to be encoded or folded, Python may break at a comma.
    is_plain = value.isascii() and value.isprintable() and len(value) <= LONGEST_SENDER
    if value and ("@" not in parseaddr(value)[1] or not is_plain):
        raise ConfigError(
            f"LENTERA_MAIL_FROM must hold an e-mail address, with its name {LONGEST_SENDER} ASCII "
            f"signs at most, not “{value}”."
        )
    return value


def _passwords(environ: Mapping[str, str]) -> bool:
    allowed = _choice(environ, "LENTERA_PASSWORDS", "on", ("on", "off")) == "on"
    if not allowed and not environ.get("LENTERA_OIDC_ISSUER"):
        raise ConfigError(
            "LENTERA_PASSWORDS is off, and without LENTERA_OIDC_ISSUER nobody enters."
        )
    return allowed


def _single_sign_on(environ: Mapping[str, str]) -> dict[str, Any]:
    issuer = environ.get("LENTERA_OIDC_ISSUER", "")
    if issuer and not is_safe_address(issuer):
        raise ConfigError(
            f"LENTERA_OIDC_ISSUER must be the provider's https:// address, not “{issuer}”."
        )
    for name in ("LENTERA_OIDC_CLIENT_ID", "LENTERA_OIDC_CLIENT_SECRET"):
        if issuer and not environ.get(name):
            raise ConfigError(f"{name} is missing; LENTERA_OIDC_ISSUER needs it.")
    verified = _choice(environ, "LENTERA_OIDC_VERIFIED_EMAIL", "on", ("on", "off"))
    return {
        "oidc_issuer": issuer,
        "oidc_client_id": environ.get("LENTERA_OIDC_CLIENT_ID", ""),
        "oidc_client_secret": environ.get("LENTERA_OIDC_CLIENT_SECRET", ""),
        "oidc_name": environ.get("LENTERA_OIDC_NAME", "SSO"),
        "oidc_nip_claim": environ.get("LENTERA_OIDC_NIP_CLAIM", "nip"),
        "oidc_email_claim": environ.get("LENTERA_OIDC_EMAIL_CLAIM", "email"),
        "oidc_verified_email": verified == "on",
        "oidc_second_factor": _claim_value(environ, "LENTERA_OIDC_SECOND_FACTOR"),
    }


def is_safe_address(url: str) -> bool:
    """Through TLS; without it only on this machine, for trying things out."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_here = parts.hostname in ("127.0.0.1", "localhost")
    return bool(parts.netloc) and (parts.scheme == "https" or (parts.scheme == "http" and is_here))


def _claim_value(environ: Mapping[str, str], name: str) -> tuple[str, str] | None:
    text = environ.get(name, "")
    claim, _, value = text.partition("=")
    if text and not (claim and value):
        raise ConfigError(f"{name} must be a claim and its value, such as amr=mfa, not “{text}”.")
    return (claim, value) if text else None


def _choice(environ: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name, default)
    if value not in allowed:
        raise ConfigError(f"{name} must be one of {', '.join(allowed)}, not “{value}”.")
    return value


def _number(
    environ: Mapping[str, str], name: str, default: Any, kind: type[Any], *, at_least: float
) -> Any:
    text = environ.get(name, str(default))
    try:
        value = kind(text)
    except ValueError:
        value = None
    if value is None or not at_least <= value < 10_000:
        raise ConfigError(f"{name} must be a number from {at_least} to 9999, not “{text}”.")
    return value
