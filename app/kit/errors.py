"""The domain's errors: a code and parameters; `web/errors.py` finds status and words."""


class DomainError(Exception):
    """Something a person asked for cannot be done; nothing was changed.

    `code` names the message (`attempt.limit-reached`), `params` fill its gaps.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class NotFound(DomainError):
    """It does not exist, or the actor may not know that it does."""


class Forbidden(DomainError):
    """The actor sees it but may not do this."""


class Conflict(DomainError):
    """The state of the thing does not allow it (any more)."""


class Invalid(DomainError):
    """The input cannot be accepted as it is."""
