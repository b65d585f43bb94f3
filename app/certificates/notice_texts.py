"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.certificates.notices import ISSUED, REJECTED, REVOKED
from app.notifications.kinds import COMPLETIONS, NoticeText


def _of_record(words: str) -> NoticeText:
    return NoticeText(words, "records.index", topic=COMPLETIONS)


TEXTS = {
    ISSUED: _of_record(lazy_gettext("Your certificate of “%(course)s” is ready.")),
    REJECTED: _of_record(lazy_gettext("Your certificate of “%(course)s” was not approved.")),
    REVOKED: _of_record(lazy_gettext("Your certificate of “%(course)s” was revoked.")),
}
