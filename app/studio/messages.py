"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "studio.live": lazy_gettext("Version %(number)s is live."),
    "studio.to-correct": lazy_gettext(
        "Answers to changed keys keep their points for now. What today's keys would change "
        "stands below, under the quiz's results."
    ),
    "draft.foreign": lazy_gettext(
        "Somebody else writes the course with this id. Give yours another one, or ask an "
        "administrator to enter you as its author."
    ),
    "archive.broken": lazy_gettext(
        "This is not a ZIP file that can be read. Pack the course's folder again and upload it."
    ),
    "archive.entries": lazy_gettext("The ZIP holds more than %(limit)s files."),
    "archive.packing": lazy_gettext(
        "“%(name)s” is packed in a way that cannot be read here. Use an ordinary ZIP program."
    ),
    "archive.encrypted": lazy_gettext(
        "“%(name)s” is protected with a password. Pack the folder without one."
    ),
    "archive.twice": lazy_gettext(
        "“%(name)s” is in the ZIP twice, perhaps in other letters. Keep one."
    ),
    "archive.outside": lazy_gettext(
        "“%(name)s” is a link or leads out of the folder. Pack only the course's own files."
    ),
    "archive.no-course": lazy_gettext(
        "The ZIP holds no course.md. Pack the course's folder with all that is in it."
    ),
    "archive.courses": lazy_gettext("The ZIP holds several courses. Upload them one by one."),
    "archive.content": lazy_gettext(
        "What is in “%(name)s” is not what its name says. Open it in the program it was made "
        "with, save it anew and pack the folder again."
    ),
    "archive.large": lazy_gettext("“%(name)s” is too large when unpacked."),
    "file.content": lazy_gettext(
        "What is in this file is not what its name says (%(suffix)s). Open it in the program it "
        "was made with, save it anew and upload that."
    ),
    "file.type": lazy_gettext("This kind of file cannot be taken here. Possible are: %(known)s."),
    "file.full": lazy_gettext("The draft has grown too large for another file."),
    "file.where": lazy_gettext(
        "Several files have this name: %(known)s. Give the page the id of the one it replaces."
    ),
    "file.gone": lazy_gettext("This file is not in the draft any more."),
    "file.name": lazy_gettext("Give the file a name of letters and digits first."),
    "file.course": lazy_gettext("Choose the course that this file belongs to."),
    "file.source": lazy_gettext(
        "The folder of this version was not kept. Upload the course as a ZIP instead."
    ),
    "draft.gone": lazy_gettext("This draft is no longer there: it was published or discarded."),
    "draft.changed": lazy_gettext(
        "The draft has changed since you looked at it. Look once more, then publish."
    ),
    "draft.errors": lazy_gettext("The draft still has errors. Mend them first."),
    "draft.status": lazy_gettext(
        "course.md says “status: draft”. Write “status: published” and upload it again."
    ),
}
