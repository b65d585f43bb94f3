"""Where mail is handed in, as one address: smtp://user:password@host:587."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

# How the line is protected, and the port that goes with it.
PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


@dataclass(frozen=True)
class SmtpServer:
    """`scheme`: `smtp` demands STARTTLS, `smtps` is TLS from the first byte, `smtp+plain` has none
    (for a relay on the same machine). An empty `user` signs in nowhere."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def parse_smtp_url(url: str) -> SmtpServer:
    """Raises ValueError, which does not repeat the password."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
        raise ValueError("not an address of a mail server")
    # A # or ? in the password ends the address too early; other signs do not fit into a sign-in.
    if parts.query or parts.fragment or not unquote(parts.netloc).isascii():
        raise ValueError("signs that have to be left out or written as %23")
    return SmtpServer(
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
