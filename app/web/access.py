"""Every route says who may use it, in place of `login_required`."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import abort, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.extensions import login_manager

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturnValue)
Policy = Callable[[Any], bool]

# What pages link and is the same for everybody: it waits for nobody's second factor, and opens no
# session on a remembered device, whose token a picture would replace beside its page.
PUBLIC_FILES = frozenset(
    {"static", "stylesheet", "admin.logo", "admin.accent_sheet", "handbook.picture"}
)


def anyone(_person: Any) -> bool:
    """Open to the public, signed in or not."""
    return True


def signed_in(_person: Any) -> bool:
    """Any person with a session."""
    return True


def may_open(endpoint: str) -> bool:
    """Whether the reader passes the policy of a route: templates ask it before they lead there."""
    view: Any = current_app.view_functions[endpoint]
    policy: Policy = view.access
    return policy is anyone or bool(current_user.is_authenticated and policy(current_user))


def requires(policy: Policy) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view run only for whom `policy` holds: sign-in page, or 403, for the others.

    What the policy cannot know without the object (whose attempt is it?) the view's query decides:
    it finds through what the actor may see, and what is not found is 404.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if policy is not anyone:
                if not current_user.is_authenticated:
                    return login_manager.unauthorized()  # type: ignore[no-any-return]
                if not policy(current_user):
                    abort(403)
            return view(*args, **kwargs)

        guarded.access = policy  # type: ignore[attr-defined]
        return guarded

    return decorate
