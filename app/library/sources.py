"""The text files of each published version, kept so that its folder can be had again."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from sqlalchemy import select

from app.db import db, insert_missing
from app.library import store
from app.library.models import CourseAsset, CourseSource, SourceText

IN_MEMORY = 4 * 1024 * 1024


def keep(version_id: int, texts: Mapping[str, str]) -> None:
    """Each different text once, however many versions hold it."""
    digests = {path: digest_of(text) for path, text in texts.items()}
    insert_missing(
        SourceText, [{"hash": digests[path], "text": text} for path, text in texts.items()]
    )
    db.session.add_all(
        CourseSource(course_version_id=version_id, path=path, text_hash=digest)
        for path, digest in digests.items()
    )


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def is_same(version_id: int, texts: Mapping[str, str], assets: Mapping[str, bytes]) -> bool:
    """Whether a version was made from just these files; no matter by which renderer."""
    kept = db.session.execute(
        select(CourseSource.path, CourseSource.text_hash).where(
            CourseSource.course_version_id == version_id
        )
    )
    files = db.session.execute(
        select(CourseAsset.path, CourseAsset.asset_hash).where(
            CourseAsset.course_version_id == version_id
        )
    )
    return dict(kept.all()) == {path: digest_of(text) for path, text in texts.items()} and dict(
        files.all()
    ) == {path: store.hash_of(data) for path, data in assets.items()}


def texts_of(version_id: int) -> dict[str, str]:
    """Course-relative path → text, as it was published."""
    rows = db.session.execute(
        select(CourseSource.path, SourceText.text)
        .join(SourceText, SourceText.hash == CourseSource.text_hash)
        .where(CourseSource.course_version_id == version_id)
        .order_by(CourseSource.path)
    )
    return dict(rows.all())


def assets_of(version_id: int, folder: Path) -> dict[str, Path]:
    """Course-relative path → the stored file; `folder` is that of the asset store."""
    rows = db.session.execute(
        select(CourseAsset.path, CourseAsset.asset_hash)
        .where(CourseAsset.course_version_id == version_id)
        .order_by(CourseAsset.path)
    )
    return {path: store.path_of(folder, digest) for path, digest in rows}


def write_folder(version_id: int, target: Path, *, assets: Path) -> None:
    """The course folder of a version, byte for byte."""
    for path, text in texts_of(version_id).items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    for path, stored in assets_of(version_id, assets).items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(stored.read_bytes())


def archive_of(version_id: int, ref: str, *, assets: Path) -> IO[bytes]:
    """A ZIP with one folder, called like the course; to be read from its beginning."""
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in texts_of(version_id).items():
            archive.writestr(f"{ref}/{path}", text.encode())
        for path, stored in assets_of(version_id, assets).items():
            archive.write(stored, f"{ref}/{path}")
    file.seek(0)
    return file
