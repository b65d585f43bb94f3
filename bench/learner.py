"""Ana, half way through the real course, and the pages that she sees."""

import re
from dataclasses import dataclass

from bench.request import BOUNDARY, Page, Request, Saving
from tests.journeys.server import Server
from tests.races.http import Person

COURSE = "/courses/manajemen-proyek-dasar"
# The third of five: text, lists and tables, of middling length.
LESSON = f"{COURSE}/modules/jadwal-dan-tanggung-jawab"
FINISHED = ("proyek-dan-piagam", "pemangku-kepentingan-dan-lingkup")
QUIZ = f"{COURSE}/modules/ujian-akhir"
CHOICE = re.compile(r'name="q(\d+)-choice" value="([^"]+)"')


@dataclass(frozen=True)
class Learner:
    home: Page
    lesson: Page
    attempt: Page
    saving: Saving


def prepare(server: Server) -> Learner:
    """Sign in, enrol, finish two lessons, begin the final quiz."""
    ana = Person(server.url, *server.account("ana"))
    _done(ana, f"{COURSE}/enrolment")
    for ref in FINISHED:
        _done(ana, f"{COURSE}/modules/{ref}/completion")
    attempt = _done(ana, f"{QUIZ}/attempts")
    headers = {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in ana.jar)}
    return Learner(
        home=Page(Request("/", headers)),
        lesson=Page(Request(LESSON, headers)),
        attempt=Page(Request(attempt, headers)),
        saving=_saving(ana, attempt, headers),
    )


def _done(ana: Person, path: str) -> str:
    """Where a step leads on to; one that is refused would leave us measuring another page."""
    status, location = ana.post(path)
    if status != 302:
        raise RuntimeError(f"POST {path}: {status}")
    return location


def _saving(ana: Person, attempt: str, headers: dict[str, str]) -> Saving:
    page = ana.get(attempt)
    choices: dict[int, list[str]] = {}
    for slot, token in CHOICE.findall(page):
        choices.setdefault(int(slot), []).append(token)
    return Saving(
        path=f"{attempt}/answers",
        headers={
            **headers,
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "X-Requested-With": "fetch",
        },
        csrf_token=ana.token,
        choices={slot: (tokens[0], tokens[1]) for slot, tokens in choices.items()},
    )
