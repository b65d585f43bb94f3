"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.learning.notices import COMPLETED
from app.notifications.kinds import COMPLETIONS, NoticeText

TEXTS = {
    COMPLETED: NoticeText(
        lazy_gettext("You have completed “%(course)s”."), "records.index", topic=COMPLETIONS
    ),
}
