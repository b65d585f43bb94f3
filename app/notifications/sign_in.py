"""Notices about one's own sign-in."""

from datetime import datetime

from flask_babel import lazy_gettext

from app.accounts.events import (
    DeviceTokenReused,
    EmailsChanged,
    IdentityLinked,
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSetUp,
)
from app.notifications import outbox
from app.notifications.actions import notify, notify_many
from app.notifications.kinds import SECURITY, MailElsewhere, NoticeText, register


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
        "sign-in.former-email": NoticeText(
            lazy_gettext(
                "Your former e-mail address was told by mail that another has taken its place."
            ),
            "accounts.profile",
            topic=SECURITY,
            elsewhere=MailElsewhere(
                lazy_gettext(
                    "The training officer gave your account in Lentera another e-mail address. "
                    "With this one nobody can sign in any more, and no more mail comes here. If "
                    "you did not ask for that, tell the training officer of your agency at once."
                ),
                "former",
            ),
        ),
        "sign-in.factor-on": _of_account(
            lazy_gettext("A second factor was set up for your account.")
        ),
        "sign-in.factor-off": _of_account(
            lazy_gettext(
                "The second factor of your account was removed. If that was not you, set it up "
                "again and ask the training officer of your agency for help at once."
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
                "since %(since)s. That device was signed out. If you do not know why, ask the "
                "training officer of your agency for help at once."
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


def on_emails_changed(event: EmailsChanged) -> None:
    """In the inbox and at the new address; at the former one too, so that who is robbed of an
    account hears of it."""
    key, at = event.at.isoformat(), event.at
    notify_many({one: {} for one in event.former}, kind="sign-in.email", key=key, at=at)
    if outbox.sends_mail():
        params = {person_id: {"former": former} for person_id, former in event.former.items()}
        notify_many(params, kind="sign-in.former-email", key=key, at=at)


def on_second_factor_set_up(event: SecondFactorSetUp) -> None:
    _tell("sign-in.factor-on", event.person_id, event.at)


def on_second_factor_removed(event: SecondFactorRemoved) -> None:
    _tell("sign-in.factor-off", event.person_id, event.at)


def on_identity_linked(event: IdentityLinked) -> None:
    _tell("sign-in.linked", event.person_id, event.at)


def _tell(kind: str, person_id: int, at: datetime) -> None:
    """Each time it happens."""
    notify(person_id, kind=kind, key=at.isoformat(), params={}, at=at)
