"""What kinds of notice there are: each feature registers its own, with their words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

ASSIGNMENTS, RESULTS, COMPLETIONS = "assignments", "results", "completions"
REMINDERS, SECURITY = "reminders", "security"
TOPICS = (ASSIGNMENTS, REMINDERS, RESULTS, COMPLETIONS, SECURITY)
# What somebody may choose mails for; what concerns the safety of an account is always sent.
CHOOSABLE = (ASSIGNMENTS, REMINDERS, RESULTS, COMPLETIONS)
AT_ONCE, DAILY, NEVER = "at-once", "daily", "never"
FREQUENCIES = (AT_ONCE, DAILY, NEVER)
# Until somebody chooses: what may call for an answer comes at once.
DEFAULTS: Mapping[str, str] = {
    ASSIGNMENTS: AT_ONCE,
    REMINDERS: AT_ONCE,
    RESULTS: AT_ONCE,
    COMPLETIONS: DAILY,
}

# From person, key of the notice and moment to an address; None when it would open nothing.
MakeAddress = Callable[[int, str, datetime], str | None]


@dataclass(frozen=True)
class MailedLink:
    """An address that `make` makes when its mail is sent, that stands in the mail alone and is kept
    nowhere; it is the same for the same person and key.

    `words` stand there instead of the notice's, `label` on the link. A mail that could not leave
    within `lasts` of its notice is not sent any more.
    """

    words: str
    label: str
    make: MakeAddress
    lasts: timedelta


@dataclass(frozen=True)
class MailElsewhere:
    """A mail to an address that is not the reader's any more, so it leads nowhere: `words` stand
    there alone, in place of the notice's. `param` of the notice holds the address."""

    words: str
    param: str


@dataclass(frozen=True)
class NoticeText:
    """What a kind of notice says, and the page that it leads to.

    `words` is lazily translated, with gaps `%(name)s` for the notice's params; a param that is
    {"title": …, "lang": …} stands there in its own language, {"fraction": "0.8"} as 80 %,
    {"moment": ISO}, {"day": ISO} and {"number": "4.5"} as the reader writes them; a param `reason`
    needs no gap and follows the words.
    `values` are the params that the endpoint's address needs.
    """

    words: str
    endpoint: str
    values: tuple[str, ...] = ()
    topic: str = RESULTS
    link: MailedLink | None = None
    elsewhere: MailElsewhere | None = None

    @property
    def is_urgent(self) -> bool:
        """Sent at once whatever was chosen, and in a mail of its own."""
        return self.topic == SECURITY


_texts: dict[str, NoticeText] = {}


def register(texts: Mapping[str, NoticeText]) -> None:
    _texts.update(texts)


def find(kind: str) -> NoticeText | None:
    """None for one that this release knows no more."""
    return _texts.get(kind)


def of_topic(topic: str) -> list[str]:
    return [kind for kind, text in _texts.items() if text.topic == topic]
