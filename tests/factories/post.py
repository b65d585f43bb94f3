"""A mail server of our own, on this machine: what it was handed, and what it is to answer."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller

OK = "250 OK"


@dataclass
class Post:
    """`to_sender`, `to_recipients`, `to_data`, `to_quit`: the answer to each, by default yes.
    `raw`: the mails as they came."""

    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    to_sender: Callable[[str], str] = lambda address: OK
    to_recipients: Callable[[str], str] = lambda address: OK
    to_data: Callable[[], str] = lambda: OK
    to_quit: str = "221 Bye"
    port: int = 0

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        answer = self.to_sender(address)
        if answer.startswith("250"):
            envelope.mail_from = address
            self.senders.append(address)
        return answer

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        return self.to_quit

    async def handle_RCPT(  # noqa: N802  named by the protocol
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        answer = self.to_recipients(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.to_data()
        if answer.startswith("250"):
            parsed = message_from_bytes(envelope.content, policy=policy.default)
            self.raw.append(envelope.content)
            self.mails.append(cast(EmailMessage, parsed))
        return answer

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.port}"


@contextmanager
def running() -> Iterator[Post]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        post = Post(port=free.getsockname()[1])
    controller = Controller(post, hostname="127.0.0.1", port=post.port, enable_SMTPUTF8=False)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())
