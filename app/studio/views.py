"""The author's courses."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.policies import is_author
from app.learning import queries as learning
from app.library import queries as library
from app.web.access import requires

bp = Blueprint("studio", __name__)


@bp.get("/studio")
@requires(is_author)
def index() -> ResponseReturnValue:
    return render_template(
        "studio/index.html",
        courses=library.live_courses(),
        counts=learning.counts_by_course(),
    )
