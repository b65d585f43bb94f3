"""Starting a job from a page."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask import redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.jobs import actions
from app.kit import clock
from app.web.locale import language


def watched(
    kind: str,
    arguments: Mapping[str, Any],
    *,
    back: str,
    key: str | None = None,
    subject: str = "",
) -> Response:
    """For who asks, in their language; on to the page that shows how it gets on. `key`, `subject`
    and `back` as in `actions.start`."""
    job = actions.start(
        kind,
        person_id=current_user.id,
        arguments=arguments,
        key=key,
        subject=subject,
        language=language(),
        back=back,
        at=clock.now(),
    )
    return redirect(url_for("jobs.show", job_id=job.id))


def watched_once(
    kind: str, arguments: Mapping[str, Any], *, back: str, subject: str = ""
) -> Response:
    """The same list clicked twice is one job; another list is another."""
    what = hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()
    key = f"{kind}:{current_user.id}:{what[:32]}"
    return watched(kind, arguments, back=back, key=key, subject=subject)
