"""The text files of each published version, kept so that its folder can be had again."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import select

from app.db import db, insert_missing
from app.library import store
from app.library.models import CourseAsset, CourseSource, SourceText


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
    is_text = dict(kept.all()) == {path: digest_of(text) for path, text in texts.items()}
    hashes = {path: store.hash_of(data) for path, data in assets.items()}
    return is_text and asset_hashes(version_id) == hashes


def is_kept(version_id: int) -> bool:
    """Versions from before sources were kept have none."""
    kept = select(CourseSource.path).where(CourseSource.course_version_id == version_id)
    return bool(db.session.scalar(select(kept.exists())))


def texts_of(version_id: int) -> dict[str, str]:
    """Course-relative path → text, as it was published."""
    rows = db.session.execute(
        select(CourseSource.path, SourceText.text)
        .join(SourceText, SourceText.hash == CourseSource.text_hash)
        .where(CourseSource.course_version_id == version_id)
        .order_by(CourseSource.path)
    )
    return dict(rows.all())


def asset_hashes(version_id: int) -> dict[str, str]:
    """Course-relative path → the content's hash."""
    rows = db.session.execute(
        select(CourseAsset.path, CourseAsset.asset_hash)
        .where(CourseAsset.course_version_id == version_id)
        .order_by(CourseAsset.path)
    )
    return dict(rows.all())


def files_of(version_id: int, *, assets: Path) -> Iterator[tuple[str, bytes | Path]]:
    """(course-relative path, its bytes or the stored file); `assets` is the asset store."""
    for path, text in texts_of(version_id).items():
        yield path, text.encode()
    for path, digest in asset_hashes(version_id).items():
        yield path, store.path_of(assets, digest)


def write_folder(version_id: int, target: Path, *, assets: Path) -> None:
    """The course folder of a version, byte for byte."""
    for path, content in files_of(version_id, assets=assets):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read_bytes() if isinstance(content, Path) else content)
