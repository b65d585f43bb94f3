"""What a page costs on the line, as the browser itself counts it: heads and bodies as received."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

# They load on demand, and an author's picture is not the page's weight.
NOT_COUNTED = ("Image", "Media")


@dataclass
class Wire:
    """Counts while the page goes from address to address; `start()` begins anew."""

    page: Page
    kinds: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    received: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session = self.page.context.new_cdp_session(self.page)
        self.session.on("Network.requestWillBeSent", self._sent)
        self.session.on("Network.responseReceived", self._answered)
        self.session.on("Network.loadingFinished", self._finished)
        self.session.send("Network.enable")

    def forget_cache(self) -> None:
        self.session.send("Network.clearBrowserCache")

    def visit(self, address: str) -> "Wire":
        for counted in (self.kinds, self.addresses, self.received):
            counted.clear()
        answer = self.page.goto(address, wait_until="networkidle")
        assert answer
        # What the browser kept it shows as 200, also when the server said 304.
        assert answer.status == 200, address
        return self

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(
            size for key, size in self.received.items() if self.kinds.get(key) not in NOT_COUNTED
        )

    @property
    def requests(self) -> int:
        """Those that left the browser."""
        return sum(1 for size in self.received.values() if size)

    def foreign(self, own: str) -> list[str]:
        return [
            address for address in self.addresses.values() if not address.startswith((own, "data:"))
        ]

    def _sent(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _answered(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.received[event["requestId"]] = int(event["encodedDataLength"])
