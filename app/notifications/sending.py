"""Sending what is due, a mail at a time, in a thread of the background process."""

import logging
from threading import Event

from flask import current_app

from app.config import Config
from app.kit import clock
from app.notifications import mails, outbox, sifting, smtp
from app.notifications.outbox import Claim
from app.web.transaction import transaction

logger = logging.getLogger(__name__)

SECONDS_WHEN_AWAY = outbox.PAUSE_WHEN_AWAY.total_seconds()


def send_next(stopping: Event) -> bool:
    """Whether there was a mail to send, and there may be more."""
    at, config = clock.now(), _config()
    if config.smtp_url is None or not outbox.is_anything_due(at=at):
        return False
    with transaction():
        outbox.give_up(at=at)
        found = outbox.claim(at=at)
        claim = sifting.sift(found, at=at) if found else None
    if claim is None:
        return found is not None
    return _attempt(claim, config, stopping)


def _attempt(claim: Claim, config: Config, stopping: Event) -> bool:
    try:
        _send(claim, config)
    except smtp.Unreachable as error:
        logger.warning("The mail server %s cannot be used: %s", config.smtp_url, error)
        with transaction():
            outbox.settle_untried(claim, answer=str(error), at=clock.now())
        stopping.wait(SECONDS_WHEN_AWAY)
        return False
    except smtp.Refused as error:
        with transaction():
            outbox.settle_refused(claim, answer=str(error), at=clock.now())
    except smtp.Unsent as error:
        _put_off(claim, "no-answer", str(error))
    except Exception:
        logger.exception("Mail %s could not be sent.", claim.mail_id)
        _put_off(claim, "internal", "")
    return True


def _send(claim: Claim, config: Config) -> None:
    """Nothing is locked while the mail server is spoken to."""
    with transaction():
        mail = mails.compose(claim, at=clock.now())
    if mail and config.smtp_url:
        message = smtp.message_of(mail, sender=config.mail_from, at=clock.now())
        smtp.send(message, config.smtp_url, address=mail.address)
    with transaction():
        outbox.settle_sent(claim, at=clock.now())


def _put_off(claim: Claim, reason: str, answer: str) -> None:
    with transaction():
        outbox.settle_unsent(claim, reason=reason, answer=answer, at=clock.now())


def _config() -> Config:
    config: Config = current_app.config["LENTERA"]
    return config
