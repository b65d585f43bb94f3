"""What the variables of the environment say, each read and checked by itself.

`environ` is given; whatever cannot be used raises ConfigError with what to write instead.
"""

import os
import shlex
from collections.abc import Mapping
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.content.players import HOST_NAMES
from app.kit.smtp import SmtpServer, parse_smtp_url

ROOT = Path(__file__).resolve().parent.parent
# With the header's name a line of mail.
LONGEST_SENDER = 70


class ConfigError(Exception):
    """A setting cannot be used; the message says which and what to write instead."""


def database_url(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("LENTERA_DATABASE_URL", f"sqlite:///{instance / 'lentera.sqlite3'}")
    url = url.replace("postgres://", "postgresql://", 1)
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError("LENTERA_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url


def courses(environ: Mapping[str, str]) -> tuple[Path, ...]:
    value = environ.get("LENTERA_COURSES", str(ROOT / "courses"))
    folders = tuple(Path(part).resolve() for part in value.split(os.pathsep) if part)
    for folder in folders:
        if not folder.is_dir():
            raise ConfigError(f"LENTERA_COURSES names {folder}, which is not a folder.")
    return folders


def secret_key(environ: Mapping[str, str]) -> str:
    key = environ.get("LENTERA_SECRET_KEY", "")
    if key and len(key) < 32:
        raise ConfigError("LENTERA_SECRET_KEY is too short to be safe: use 32 signs or more.")
    return key


def base_url(environ: Mapping[str, str]) -> str:
    url = environ.get("LENTERA_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
        raise ConfigError("LENTERA_BASE_URL must look like https://belajar.kota.go.id.")
    return url


def trusted_proxies(
    environ: Mapping[str, str],
) -> int | tuple[IPv4Network | IPv6Network, ...]:
    value = environ.get("LENTERA_TRUSTED_PROXIES", "0")
    if not {".", ":"} & set(value):
        return int(number(environ, "LENTERA_TRUSTED_PROXIES", 0, int, at_least=0))
    try:
        return tuple(ip_network(part.strip()) for part in value.split(","))
    except ValueError as error:
        raise ConfigError(
            "LENTERA_TRUSTED_PROXIES must be how many proxies there are, or their addresses, such "
            f"as 10.0.0.5,10.1.0.0/24, not “{value}”."
        ) from error


def video_hosts(environ: Mapping[str, str]) -> tuple[str, ...]:
    value = environ.get("LENTERA_VIDEO_HOSTS", ",".join(HOST_NAMES))
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        if name not in HOST_NAMES:
            known = ", ".join(HOST_NAMES)
            raise ConfigError(f"LENTERA_VIDEO_HOSTS names “{name}”; known are {known}.")
    return names


def scan_command(environ: Mapping[str, str]) -> tuple[str, ...]:
    """As a shell would cut it, though none runs it."""
    value = environ.get("LENTERA_SCAN_COMMAND", "")
    try:
        return tuple(shlex.split(value))
    except ValueError:
        raise ConfigError(
            f"LENTERA_SCAN_COMMAND must be a program and its options, not “{value}”: "
            "a quotation mark is not closed."
        ) from None


def smtp_url(environ: Mapping[str, str]) -> SmtpServer | None:
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


def mail_from(environ: Mapping[str, str]) -> str:
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


def passwords(environ: Mapping[str, str]) -> bool:
    allowed = choice(environ, "LENTERA_PASSWORDS", "on", ("on", "off")) == "on"
    if not allowed and not environ.get("LENTERA_OIDC_ISSUER"):
        raise ConfigError(
            "LENTERA_PASSWORDS is off, and without LENTERA_OIDC_ISSUER nobody enters."
        )
    return allowed


def single_sign_on(environ: Mapping[str, str]) -> dict[str, Any]:
    issuer = environ.get("LENTERA_OIDC_ISSUER", "")
    if issuer and not is_safe_address(issuer):
        raise ConfigError(
            f"LENTERA_OIDC_ISSUER must be the provider's https:// address, not “{issuer}”."
        )
    for name in ("LENTERA_OIDC_CLIENT_ID", "LENTERA_OIDC_CLIENT_SECRET"):
        if issuer and not environ.get(name):
            raise ConfigError(f"{name} is missing; LENTERA_OIDC_ISSUER needs it.")
    verified = choice(environ, "LENTERA_OIDC_VERIFIED_EMAIL", "on", ("on", "off"))
    return {
        "oidc_issuer": issuer,
        "oidc_client_id": environ.get("LENTERA_OIDC_CLIENT_ID", ""),
        "oidc_client_secret": environ.get("LENTERA_OIDC_CLIENT_SECRET", ""),
        "oidc_name": environ.get("LENTERA_OIDC_NAME", "SSO"),
        "oidc_nip_claim": environ.get("LENTERA_OIDC_NIP_CLAIM", "nip"),
        "oidc_email_claim": environ.get("LENTERA_OIDC_EMAIL_CLAIM", "email"),
        "oidc_verified_email": verified == "on",
        "oidc_second_factor": claim_value(environ, "LENTERA_OIDC_SECOND_FACTOR"),
    }


def is_safe_address(url: str) -> bool:
    """Through TLS; without it only on this machine, for trying things out."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_here = parts.hostname in ("127.0.0.1", "localhost")
    return bool(parts.netloc) and (parts.scheme == "https" or (parts.scheme == "http" and is_here))


def settled(environ: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """Each is read by the setting that it belongs to; here, whether two of them contradict."""
    found = {name: environ[name] for name in names if name in environ}
    idle, session = (found.get(f"LENTERA_SESSION_{name}", "") for name in ("IDLE_HOURS", "HOURS"))
    if idle.isdecimal() and session.isdecimal() and int(idle) > int(session):
        raise ConfigError(
            f"LENTERA_SESSION_IDLE_HOURS ({idle}) may not be more than LENTERA_SESSION_HOURS "
            f"({session})."
        )
    return found


def claim_value(environ: Mapping[str, str], name: str) -> tuple[str, str] | None:
    text = environ.get(name, "")
    claim, _, value = text.partition("=")
    if text and not (claim and value):
        raise ConfigError(f"{name} must be a claim and its value, such as amr=mfa, not “{text}”.")
    return (claim, value) if text else None


def choice(environ: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name, default)
    if value not in allowed:
        raise ConfigError(f"{name} must be one of {', '.join(allowed)}, not “{value}”.")
    return value


def number(
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
