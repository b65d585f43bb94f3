"""Words of this feature's error codes and of what its jobs tell."""

from flask_babel import lazy_gettext

MESSAGES = {
    "jp-rule.over": lazy_gettext("This rule ends before that day already, or begins after it."),
    "jp-rule.begun": lazy_gettext(
        "This rule has begun, or hours count by it already. End it instead."
    ),
    "jp-rule.previewed": lazy_gettext("People whose hours would change: %(people)s."),
    "jp-rule.gone": lazy_gettext("Somebody has withdrawn this rule meanwhile."),
    "jp-rule.recomputed": lazy_gettext("Computed anew. People whose credits changed: %(count)s."),
    "activity.changed": lazy_gettext(
        "This entry has been changed or decided on meanwhile. Look at it again."
    ),
    "activity.files-missing": lazy_gettext(
        "Add the certificate or another proof first: files that are missing: %(missing)s."
    ),
    "activity.has-counted": lazy_gettext(
        "This entry has counted for your JP before, so it stays. Change it, or leave it as it is."
    ),
    "evidence.kind": lazy_gettext("Not a PDF or a photo. Send it as a PDF, JPEG, PNG or WebP."),
    "evidence.heic": lazy_gettext(
        "A photo in a format (HEIC or AVIF) that cannot be read here. Choose JPEG in your camera's "
        "settings, on an iPhone “Most Compatible”, or send a screenshot of it."
    ),
    "evidence.heavy": lazy_gettext(
        "Too large: at most %(most)s MB. Send a photo of the page, or a smaller PDF."
    ),
    "evidence.too-many": lazy_gettext(
        "Not added: an entry takes %(most)s files. Remove one first, or join pages in one PDF."
    ),
    "evidence.busy": lazy_gettext(
        "Many files are being looked at just now. Send it again in a minute."
    ),
    "evidence.broken": lazy_gettext(
        "Damaged, so that it cannot be read. Open it to see whether it is whole, then send it "
        "again."
    ),
    "evidence.too-much": lazy_gettext(
        "It takes too long to read. Save it as a new PDF, or send a photo of the page."
    ),
    "evidence.photo-large": lazy_gettext(
        "Too many pixels: at most %(most)s million. Take the photo anew in a smaller size, or send "
        "a screenshot of it."
    ),
    "evidence.pdf-long": lazy_gettext(
        "Too many pages: at most %(most)s. Send only those that prove the training."
    ),
    "evidence.pdf-locked": lazy_gettext(
        "Protected by a password or against changes. Send one without protection, or a photo of "
        "the page."
    ),
    "evidence.pdf-active": lazy_gettext(
        "This PDF can run programs, play media or send a form, which evidence may not. Print it to "
        "a new PDF, or send a photo of the page."
    ),
    "evidence.pdf-files": lazy_gettext(
        "Further files are hidden in this PDF. Print it to a new PDF, or send a photo of the page."
    ),
    "evidence.infected": lazy_gettext(
        "The virus scanner has found something in it. Do not pass it on; ask your IT support."
    ),
    "evidence.not-scanned": lazy_gettext(
        "It cannot be checked for viruses now. Try again later; your entry is kept."
    ),
    "statement.no-post": lazy_gettext(
        "You have no post at an agency today, so there is no letterhead. The files work without."
    ),
    "statement.nothing": lazy_gettext(
        "Nothing is verified there yet. Once an entry is verified, a statement can be made."
    ),
    "record-share.too-many": lazy_gettext(
        "You have %(most)s links that work. Take one back before you make another."
    ),
    "record-share.sent-before": lazy_gettext(
        "This form has made a link before, which cannot be shown again. Load the page anew to "
        "make another."
    ),
    "yearly-target.over": lazy_gettext(
        "This target ends before that day already, or begins after it."
    ),
    "yearly-target.begun": lazy_gettext(
        "This target holds already, or was withdrawn. Enter a new one, or end it."
    ),
    "yearly-target.closed": lazy_gettext(
        "%(year)s is closed: what was asked until then stays. Choose a later day."
    ),
    "year.not-over": lazy_gettext("%(year)s is not over yet; a year is closed once it has ended."),
    "year.closed": lazy_gettext("%(year)s is closed already."),
}
