"""Unpacks the data files of an archive, and nothing that could do harm."""

import posixpath
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import IO

from datasources.dataset.errors import SourceUnusable
from datasources.dataset.national.progress import Progress

MAX_BYTES = 1_000_000_000
"""Of all members together, unpacked."""

MAX_MEMBERS = 100_000

_DATA = (".csv", ".json")
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_BROKEN = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    # A name that is not UTF-8.
    ValueError,
    # An encrypted or unusually compressed member of a ZIP file.
    RuntimeError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class _Member:
    """One entry of an archive.

    Attributes:
        link: Where it points, for links.
        body: What it holds, for plain files.
    """

    name: str
    size: int
    link: str | None
    body: IO[bytes] | None


def unpack(archive: Path, into: Path, progress: Progress, max_bytes: int = MAX_BYTES) -> None:
    """Unpack the data files of a ``.tar.gz`` or ``.zip`` archive; links are left out.

    Args:
        archive: The file, whatever its name.
        into: An empty folder.
        progress: Told the members.
        max_bytes: What is refused when the members are longer together.

    Raises:
        SourceUnusable: The file is no archive, is damaged or too large, or a member of it would
            reach out of the folder.
    """
    try:
        size = 0
        for done, member in enumerate(_members(archive), start=1):
            size += member.size
            if size > max_bytes or done > MAX_MEMBERS:
                raise SourceUnusable("The archive unpacks to more than is reasonable.")
            _refuse_escape(member)
            if member.body is not None and member.name.endswith(_DATA):
                _write(member.body, into / member.name)
                progress("unpack", done, 0)
    except _BROKEN as error:
        raise SourceUnusable(f"The archive is damaged: {error}") from error


def _members(archive: Path) -> Iterator[_Member]:
    with archive.open("rb") as file:
        start = file.read(len(_ZIP))
    if start.startswith(_GZIP):
        yield from _tar_members(archive)
    elif start == _ZIP:
        yield from _zip_members(archive)
    else:
        raise SourceUnusable("The source is neither a folder nor a .tar.gz or .zip archive.")


def _tar_members(archive: Path) -> Iterator[_Member]:
    with tarfile.open(archive, "r:gz") as tar:
        for info in tar:
            # A hard link is named from the archive's root, a symbolic one from its own folder.
            root = "" if info.islnk() else posixpath.dirname(info.name)
            link = posixpath.join(root, info.linkname) if info.islnk() or info.issym() else None
            yield _Member(
                info.name, info.size, link, tar.extractfile(info) if info.isreg() else None
            )


def _zip_members(archive: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(archive) as pack:
        for info in pack.infolist():
            if info.is_dir():
                yield _Member(info.filename, 0, None, None)
                continue
            with pack.open(info) as body:
                if stat.S_ISLNK(info.external_attr >> 16):
                    target = body.read(info.file_size).decode("utf-8", "replace")
                    link = posixpath.join(posixpath.dirname(info.filename), target)
                    yield _Member(info.filename, info.file_size, link, None)
                else:
                    yield _Member(info.filename, info.file_size, None, body)


def _refuse_escape(member: _Member) -> None:
    for name in (member.name, member.link):
        if name is not None and _escapes(name):
            raise SourceUnusable(f"The archive reaches out of its folder: {member.name!r}")


def _escapes(name: str) -> bool:
    """Tell whether a path leads out of the folder it is taken from, on any system."""
    path = PureWindowsPath(posixpath.normpath(name.replace("\\", "/")))
    return bool(path.anchor) or ".." in path.parts or "\0" in name


def _write(body: IO[bytes], to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("wb") as file:
        shutil.copyfileobj(body, file)
