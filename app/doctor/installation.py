"""The installation: settings, folders and their rights, the secret, the background work."""

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from app.config import Config
from app.doctor.findings import Finding, fail, ok, warn
from app.kit.errors import Invalid
from app.records.evidence_intake import scan_file
from app.web.health import LEAST_FREE, MOST_SILENCE, has_space, last_sign

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# A random key of 32 signs has hardly ever fewer different ones, even in hexadecimal.
LEAST_DIFFERENT = 10
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine(config: Config) -> Iterator[Finding]:
    yield address(config)
    yield proxies(config)
    yield from courses(config)
    yield from folder(config.instance)
    yield space(config)
    yield secret(config)
    yield scan(config)
    yield jobs(config)


def address(config: Config) -> Finding:
    if config.is_secure:
        return ok("address", config.base_url)
    told = f"{config.base_url} has no TLS"
    remedy = "Put nginx with a certificate in front and set LENTERA_BASE_URL to https://…."
    if urlsplit(config.base_url).hostname in LOOPBACK:
        return warn("address", f"{told}; fit for trying out", remedy)
    return fail("address", f"{told}: passwords can be read on the way", remedy)


def proxies(config: Config) -> Finding:
    if config.trusted_proxies or not config.is_secure:
        return ok("proxies", "as set" if config.trusted_proxies else "none")
    return warn(
        "proxies",
        "TLS ends somewhere in front, but no proxy is trusted",
        "Set LENTERA_TRUSTED_PROXIES, or one person's wrong passwords make everybody wait.",
    )


def courses(config: Config) -> Iterator[Finding]:
    for path in config.courses:
        if os.access(path, os.R_OK | os.X_OK):
            yield ok("courses", str(path))
        else:
            yield fail("courses", f"{path} cannot be read", "Let the service's user read it.")


def folder(path: Path) -> Iterator[Finding]:
    if not path.is_dir():
        yield fail("folder", f"{path} does not exist", "Start the server once, or mend the path.")
        return
    found = path.stat()
    if found.st_uid != os.geteuid():
        yield fail(
            "folder", f"{path} belongs to another user", "Run this command as the service's user."
        )
    elif not os.access(path, os.W_OK | os.X_OK):
        yield fail("folder", f"{path} cannot be written", f"chmod u+rwx {path}")
    elif found.st_mode & OTHERS:
        yield warn("folder", f"{path} is open to other users", f"chmod 700 {path}")
    else:
        yield ok("folder", str(path))


def space(config: Config) -> Finding:
    least = LEAST_FREE // 1024**2
    if has_space(config):
        return ok("space", f"more than {least} MB free")
    return fail("space", f"less than {least} MB free", "Free some, or move the instance folder.")


def secret(config: Config) -> Finding:
    if config.secret_key:
        return _weak() if _is_weak(config.secret_key) else ok("secret", "in the settings")
    path = config.instance / "secret-key"
    if not path.exists():
        return warn("secret", "not made yet", "Start the server once.")
    if not os.access(path, os.R_OK):
        return fail("secret", f"{path} cannot be read", f"Give {path} to the service's user.")
    if path.stat().st_mode & OTHERS:
        return fail("secret", f"{path} can be read by other users", f"chmod 600 {path}")
    return _weak() if _is_weak(path.read_text().strip()) else ok("secret", str(path))


def _is_weak(key: str) -> bool:
    return len(key) < 32 or len(set(key)) < LEAST_DIFFERENT


def _weak() -> Finding:
    told = "the key that signs sessions can be guessed"
    return fail("secret", told, "Use the output of: openssl rand -hex 32")


def scan(config: Config) -> Finding:
    """Tried on a file without harm."""
    if not config.scan_command:
        return ok("scan", "none; files of the training record are not scanned")
    with NamedTemporaryFile() as file:
        file.write(b"Lentera")
        file.flush()
        try:
            scan_file(config.scan_command, Path(file.name))
        except Invalid:
            told = f"{config.scan_command[0]} does not find a harmless file clean"
            return fail("scan", told, "No evidence can be added. Run LENTERA_SCAN_COMMAND by hand.")
    return ok("scan", config.scan_command[0])


def jobs(config: Config) -> Finding:
    last = last_sign(config)
    if last and time.time() - last < MOST_SILENCE:
        return ok("jobs", "alive")
    told = "the background work is silent" if last else "the background work has not begun yet"
    return warn("jobs", told, "Is the server running? With LENTERA_JOBS=off, run lentera jobs.")
