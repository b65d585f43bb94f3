"""Handing one mail to the mail server, and what its answers mean."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr

from app.kit.smtp import SmtpServer

# For each answer of the server. A mail takes about twelve, which stay below the sender's lease.
SECONDS = 20
OK = 250


@dataclass(frozen=True)
class Mail:
    """`key`: the same for the same mail sent again; `preferences`: address of the page where its
    reader chooses, none where no link may stand."""

    key: str
    address: str
    subject: str
    text: str
    html: str
    preferences: str | None


class Refused(Exception):
    """The server will not take this mail, whenever it is sent."""


class Unsent(Exception):
    """Something was in the way that may be gone later."""


class Unreachable(Unsent):
    """The server is away or does not let us in: no mail would be taken now, whoever it is for."""


def message_of(mail: Mail, *, sender: str, at: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = formataddr(parseaddr(sender))
    # Without the name: Python folds one like "Dr. Siti, S.Kom., M.T." so that the address is lost.
    message["To"] = mail.address
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(mail.key, sender)
    # Out-of-office replies answer people, not this (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if mail.preferences:
        message["List-Unsubscribe"] = f"<{mail.preferences}>"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def message_id(key: str, sender: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def send(message: EmailMessage, server: SmtpServer, *, address: str) -> None:
    """Raises Refused or Unsent, with what the server said."""
    with open_line(server) as line:
        try:
            line.send_message(message, to_addrs=[address])
        except smtplib.SMTPSenderRefused as error:
            # Who we are is not what it expects, which is mended by the operator.
            raise Unreachable(_words(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except (UnicodeError, smtplib.SMTPNotSupportedError) as error:
            raise Refused("the address has signs that the mail server does not know") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unsent(_told_by(error)) from error


def examine_sender(server: SmtpServer, *, sender: str) -> None:
    """Whether mail from there would be taken; none is sent. Raises Unreachable."""
    with open_line(server) as line:
        try:
            code, answer = line.mail(parseaddr(sender)[1])
            line.rset()
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise Unreachable(_told_by(error)) from error
    if code != OK:
        raise Unreachable(_words(code, answer))


@contextmanager
def open_line(server: SmtpServer) -> Iterator[smtplib.SMTP]:
    """Protected and signed in as the server's address says. Raises Unreachable."""
    try:
        line = _dial(server)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise Unreachable(_told_by(error)) from error
    try:
        yield line
    finally:
        # What it says to the farewell changes nothing.
        with suppress(smtplib.SMTPException, OSError):
            line.quit()
        line.close()


def _dial(server: SmtpServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=SECONDS, context=context
        )
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        if server.scheme == "smtp":
            line.starttls(context=context)
        line.ehlo_or_helo_if_needed()
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _told_by(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    # A UnicodeError repeats what it could not encode, which may be a password.
    words = "" if isinstance(error, UnicodeError) else str(error)
    return words or type(error).__name__


def _refusal(code: int, answer: bytes | str) -> Refused | Unsent:
    return (Refused if code >= 500 else Unsent)(_words(code, answer))


def _words(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"
