"""The guides of the handbook: where each stands in `docs/`, and for whom it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.accounts.policies import is_admin, is_author, is_employee, is_officer, is_supervisor
from app.config import ROOT
from app.web.access import Policy

DOCS = ROOT / "docs"


@dataclass(frozen=True)
class Page:
    """`name` is its address, `sources` language → file in `docs/`. It is written for whom `policy`
    holds; when it `is_open`, everybody else may read it, too, visitors included."""

    name: str
    title: str
    summary: str
    icon: str
    sources: Mapping[str, str]
    policy: Policy
    is_open: bool = True

    @property
    def url(self) -> str:
        return f"/help/{self.name}"

    def is_in(self, lang: str) -> bool:
        return lang in self.sources

    def language_for(self, wanted: str) -> str:
        return wanted if wanted in self.sources else next(iter(self.sources))

    def is_for(self, reader: Person | None) -> bool:
        return reader is not None and self.policy(reader)


PAGES = (
    Page(
        name="employee",
        title=lazy_gettext("Guide for employees"),
        summary=lazy_gettext("Learning, quizzes, your JP and your certificates."),
        icon="graduation-cap",
        sources={"id": "pegawai.md", "en": "employee.md"},
        policy=is_employee,
    ),
    Page(
        name="supervisor",
        title=lazy_gettext("Guide for supervisors"),
        summary=lazy_gettext("What you see of your team, and what stays with them."),
        icon="users",
        sources={"id": "atasan.md", "en": "supervisor.md"},
        policy=is_supervisor,
    ),
    Page(
        name="author",
        title=lazy_gettext("Handbook for course authors"),
        summary=lazy_gettext("From an empty folder to a live course, with every detail."),
        icon="pencil",
        sources={"id": "penulis.md", "en": "authoring.md"},
        policy=is_author,
    ),
    Page(
        name="exchange",
        title=lazy_gettext("Bringing questions in and out"),
        summary=lazy_gettext("Questions and lessons from other programs, and back."),
        icon="upload",
        sources={"id": "pertukaran.md", "en": "exchange.md"},
        policy=is_author,
    ),
    Page(
        name="officer",
        title=lazy_gettext("Guide for training officers"),
        summary=lazy_gettext("Certificates, quiz results, other terms, corrections, essays."),
        icon="award",
        sources={"id": "pengelola-diklat.md", "en": "training-officer.md"},
        policy=is_officer,
    ),
    Page(
        name="operator",
        title=lazy_gettext("Running Lentera for real"),
        summary=lazy_gettext("Installing, backing up and upgrading, for administrators."),
        icon="building-2",
        sources={"en": "operator.md"},
        policy=is_admin,
        is_open=False,
    ),
    Page(
        name="settings",
        title=lazy_gettext("Settings"),
        summary=lazy_gettext("Every setting of an installation and what it does."),
        icon="settings",
        sources={"en": "settings.md"},
        policy=is_admin,
        is_open=False,
    ),
)


def pages_for(reader: Person | None) -> list[Page]:
    """`reader` is None for a visitor."""
    return [page for page in PAGES if page.is_open or page.is_for(reader)]


def find_page(name: str, *, reader: Person | None) -> Page | None:
    return next((page for page in pages_for(reader) if page.name == name), None)


def linked_from(page: Page) -> Iterable[Page]:
    """Only what every reader of `page` may open, so that none of its links is a dead end."""
    return [other for other in PAGES if other.is_open or not page.is_open]
