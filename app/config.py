"""The operator's settings are read from `LENTERA_*` once, checked loudly, and never change
afterwards. What administrators set in the browser stands in `app/settings`."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from app import environment
from app.environment import ROOT, ConfigError
from app.kit.smtp import SmtpServer

__all__ = [
    "ROOT",
    "SETTLED",
    "Config",
    "ConfigError",
    "from_environment",
    "stored_secret",
    "variables",
]

PREFIX = "LENTERA_"
# Administrators set these in the browser, unless the operator has: then the setting that names the
# variable reads its text (`app/settings`).
SETTLED = (
    "LENTERA_SECOND_FACTOR",
    "LENTERA_SESSION_IDLE_HOURS",
    "LENTERA_SESSION_HOURS",
    "LENTERA_REMEMBER_DAYS",
)


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
    # Run with a file's path behind it; empty: files are not scanned.
    scan_command: tuple[str, ...]
    # None: no mail is sent.
    smtp_url: SmtpServer | None
    mail_from: str
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
    # Texts of the variables of SETTLED that are set.
    settled: Mapping[str, str]
    # Of these, what no operator has set but the demo.
    settled_by_demo: frozenset[str] = frozenset()

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
    def evidence(self) -> Path:
        """What people send to prove a training."""
        return self.instance / "evidence"

    @property
    def heartbeat(self) -> Path:
        """Touched by the background work every minute."""
        return self.instance / "jobs.heartbeat"


def variables() -> list[str]:
    own = (field.name for field in fields(Config) if not field.name.startswith("settled"))
    return [*(PREFIX + name.upper() for name in own), *SETTLED]


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
        database_url=environment.database_url(environ, instance),
        courses=environment.courses(environ),
        secret_key=environment.secret_key(environ),
        base_url=environment.base_url(environ),
        language=environment.choice(environ, "LENTERA_LANGUAGE", "id", ("id", "en")),
        workers=environment.number(environ, "LENTERA_WORKERS", 2, int, at_least=1),
        threads=environment.number(environ, "LENTERA_THREADS", 8, int, at_least=1),
        jobs=environment.choice(environ, "LENTERA_JOBS", "on", ("on", "off")) == "on",
        trusted_proxies=environment.trusted_proxies(environ),
        log=environment.choice(environ, "LENTERA_LOG", "errors", ("errors", "text", "json")),
        log_addresses=environment.choice(
            environ, "LENTERA_LOG_ADDRESSES", "cut", ("cut", "hashed")
        ),
        render_seconds=environment.number(
            environ, "LENTERA_RENDER_SECONDS", 10.0, float, at_least=0.01
        ),
        video_hosts=environment.video_hosts(environ),
        scan_command=environment.scan_command(environ),
        smtp_url=environment.smtp_url(environ),
        mail_from=environment.mail_from(environ),
        passwords=environment.passwords(environ),
        settled=environment.settled(environ, SETTLED),
        **environment.single_sign_on(environ),
    )


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
