"""What the studio's pages share."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.config import Config
from app.content.model import Finding
from app.kit import clock
from app.kit.errors import Invalid
from app.kit.zips import packed
from app.library import sources
from app.studio import drafts, intake
from app.studio.actions import Prepared, prepare
from app.studio.forms import FileForm
from app.studio.intake import Taken
from app.studio.messages import MESSAGES
from app.web.errors import register_messages

bp = Blueprint("studio", __name__)
register_messages(MESSAGES)


def config() -> Config:
    found: Config = current_app.config["LENTERA"]
    return found


def copy_version(version_id: int, folder: Path) -> None:
    sources.write_folder(version_id, folder, assets=config().assets)
    if not (folder / "course.md").exists():
        raise Invalid("file.source")


def checked(folder: Path) -> Prepared:
    """A draft's folder, rendered whatever it holds."""
    return prepare(folder, seconds=config().render_seconds, anyway=True)


def zip_of(files: Iterable[tuple[str, bytes | Path]], name: str) -> Response:
    return send_file(
        packed(files), mimetype="application/zip", as_attachment=True, download_name=f"{name}.zip"
    )


def take(form: FileForm, folder: Path) -> Taken:
    """Raises Invalid."""
    name = intake.name_of(form.file.data.filename or "")
    if not name:
        raise Invalid("file.name")
    data = form.file.data.stream.read()
    if form.place.data == "asset":
        return intake.take_asset(data, name, folder)
    return intake.take_page(data, name, folder)


def stored(
    prepared: Prepared,
    origin: str,
    notes: Sequence[Finding] = (),
    version_number: int | None = None,
) -> ResponseReturnValue:
    draft = drafts.create(
        prepared,
        origin=origin,
        by=current_person,
        at=clock.now(),
        assets=config().assets,
        notes=notes,
        version_number=version_number,
    )
    return redirect(url_for(".draft", draft_id=draft.id))
