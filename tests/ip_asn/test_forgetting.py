"""Sanctions are kept only as long as the agency wants it."""

from app.db import db
from app.ip_asn import tasks
from app.ip_asn.settings import DISCIPLINE
from app.kit import clock
from app.org import merits
from app.org.models import Merit
from app.settings.actions import change


def test_sanctions_are_forgotten_once_none_are_to_be_kept(cast) -> None:
    at = clock.now()
    change(DISCIPLINE, "yes", by_id=cast.citra.id, at=at)
    facts = {"education": "s1", "performance": None, "discipline": "light"}
    merits.keep(cast.ana, **facts, by=cast.citra, at=at)
    db.session.commit()
    tasks.forget_discipline()
    assert db.session.get_one(Merit, cast.ana.id).discipline == "light"
    change(DISCIPLINE, "no", by_id=cast.citra.id, at=at)
    db.session.commit()
    tasks.forget_discipline()
    db.session.expire_all()
    row = db.session.get_one(Merit, cast.ana.id)
    assert (row.discipline, row.education) == (None, "s1")
