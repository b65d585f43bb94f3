"""What the studio's pages share."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from flask import Blueprint, Response, current_app, send_file, url_for
from werkzeug.wrappers import Response as Redirect

from app.config import Config
from app.content.model import Finding
from app.jobs.watching import watched
from app.kit.errors import Invalid
from app.kit.zips import packed
from app.library import sources
from app.studio import intake
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


def to_be_checked(
    folder: Path,
    subject: str,
    *,
    draft_id: int | None = None,
    findings: Sequence[Finding] = (),
    version_number: int | None = None,
) -> Redirect:
    """On to the page that shows how its check gets on; a draft comes of it, or is brought up to
    date."""
    arguments = {
        "folder": folder.name,
        "draft_id": draft_id,
        "origin": subject,
        "version_number": version_number,
        "findings": [[f.code, f.path, f.line, dict(f.params)] for f in findings],
    }
    back = url_for(".draft", draft_id=draft_id) if draft_id else url_for(".index")
    return watched("studio.check", arguments, subject=subject, back=back)
