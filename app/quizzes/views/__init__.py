"""The learner's pages of a quiz, and the marker's."""

from app.quizzes.views.attempts import bp
from app.quizzes.views.marking import bp as marking

__all__ = ["bp", "marking"]
