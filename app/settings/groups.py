"""Groups that several features add to."""

from flask_babel import lazy_gettext

from app.settings.registry import Group

FILES = Group("files", lazy_gettext("Files that people send"))
