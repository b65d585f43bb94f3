"""Drafts that a person works on."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.kit.personal import Kind
from app.studio.models import CourseDraft

KINDS = (
    Kind(
        "studio.drafts",
        lazy_gettext("Drafts of courses"),
        lazy_gettext("So that you can go on working on them."),
        select(
            CourseDraft.title.label("course"),
            CourseDraft.origin.label("origin"),
            CourseDraft.created_at.label("at"),
        ).order_by(CourseDraft.id.desc()),
        CourseDraft.created_by_id,
        {
            "course": lazy_gettext("Course"),
            "origin": lazy_gettext("File"),
            "at": lazy_gettext("When"),
        },
        stays=True,
    ),
)
