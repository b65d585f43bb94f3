"""Notices about one's own sign-in."""

from datetime import datetime

from flask_babel import lazy_gettext

from app.accounts.events import (
    DeviceTokenReused,
    EmailChanged,
    IdentityLinked,
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSetUp,
)
from app.notifications.actions import notify
from app.notifications.kinds import SECURITY, NoticeText, register


def _of_account(words: str) -> NoticeText:
    return NoticeText(words, "accounts.profile", topic=SECURITY)


register(
    {
        "sign-in.password": _of_account(
            lazy_gettext(
                "A new password was set for your account. If that was not you, ask the training "
                "officer of your agency for help at once."
            )
        ),
        "sign-in.email": _of_account(
            lazy_gettext(
                "The training officer changed the e-mail address of your account. From now on sign "
                "in with the new one, or with your NIP as before. If it is not yours, ask the "
                "training officer of your agency at once."
            )
        ),
        "sign-in.factor-on": _of_account(
            lazy_gettext("A second factor was set up for your account.")
        ),
        "sign-in.factor-off": _of_account(
            lazy_gettext(
                "The second factor of your account was removed. If you did not want that, change "
                "your password and set it up again."
            )
        ),
        "sign-in.linked": _of_account(
            lazy_gettext(
                "From now on an account of single sign-on opens yours. If that was not you, remove "
                "the link in your profile and ask the training officer of your agency for help at "
                "once."
            )
        ),
        "sign-in.copied": NoticeText(
            lazy_gettext(
                "Somebody came with an old copy of the sign-in that a device of yours has kept "
                "since %(since)s. That device was signed out. If you do not know why, change "
                "your password."
            ),
            "accounts.profile",
            topic=SECURITY,
        ),
    }
)


def on_device_token_reused(event: DeviceTokenReused) -> None:
    notify(
        event.person_id,
        kind="sign-in.copied",
        key=str(event.device_id),
        params={"since": {"moment": event.since.isoformat()}},
        at=event.at,
    )


def on_password_changed(event: PasswordChanged) -> None:
    _tell("sign-in.password", event.person_id, event.at)


def on_email_changed(event: EmailChanged) -> None:
    _tell("sign-in.email", event.person_id, event.at)


def on_second_factor_set_up(event: SecondFactorSetUp) -> None:
    _tell("sign-in.factor-on", event.person_id, event.at)


def on_second_factor_removed(event: SecondFactorRemoved) -> None:
    _tell("sign-in.factor-off", event.person_id, event.at)


def on_identity_linked(event: IdentityLinked) -> None:
    _tell("sign-in.linked", event.person_id, event.at)


def _tell(kind: str, person_id: int, at: datetime) -> None:
    """Each time it happens."""
    notify(person_id, kind=kind, key=at.isoformat(), params={}, at=at)
