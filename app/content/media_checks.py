"""Recordings that not everybody can follow: neither captions nor a transcript."""

from app.content.files import CourseFiles
from app.content.lines import lines_of
from app.content.model import Course
from app.content.players import is_silent, players_in
from app.content.prose_checks import texts_of


def check_players(course: Course, files: CourseFiles) -> None:
    places = [("course.md", [course.body])]
    places += [(page.path, list(texts_of(page))) for page in course.pages]
    for path, texts in places:
        for text in texts:
            for player in players_in(lines_of(text.source, first=text.line)[0], path):
                if is_silent(player, files.sizes):
                    files.report(path).add("W806", player.line)
