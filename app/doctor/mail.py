"""The mail server: is one set, and would it take our mail? None is sent."""

from collections.abc import Iterator

from app.config import Config
from app.doctor.findings import Finding, fail, ok, warn
from app.notifications import smtp


def examine(config: Config) -> Iterator[Finding]:
    server = config.smtp_url
    if server is None:
        yield warn(
            "mail",
            "no mail server is set; notices stand in Lentera alone",
            "Set LENTERA_SMTP_URL and LENTERA_MAIL_FROM.",
        )
        return
    try:
        smtp.examine_sender(server, sender=config.mail_from)
    except smtp.Unreachable as error:
        yield fail(
            "mail",
            f"{server}: {error}",
            "Mend LENTERA_SMTP_URL or LENTERA_MAIL_FROM, or start the mail server.",
        )
        return
    if server.scheme == "smtp+plain" and server.host not in ("localhost", "127.0.0.1", "::1"):
        yield warn("mail", f"{server} is spoken to without TLS", "Use smtp:// or smtps://.")
        return
    yield ok("mail", f"{server} takes mail from {config.mail_from}")
