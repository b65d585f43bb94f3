"""The learner's pages of a quiz, the marker's, and those of who answers for quizzes."""

from app.quizzes.views import results_files
from app.quizzes.views.analysis import bp as analysis
from app.quizzes.views.attempts import bp
from app.quizzes.views.corrections import bp as corrections
from app.quizzes.views.history import bp as history
from app.quizzes.views.integrity import bp as integrity
from app.quizzes.views.marking import bp as marking
from app.quizzes.views.results import bp as results
from app.quizzes.views.supervision import bp as supervision

__all__ = [
    "analysis",
    "bp",
    "corrections",
    "history",
    "integrity",
    "marking",
    "results",
    "results_files",
    "supervision",
]
