"""Archives are unpacked within limits, and never outside their folder."""

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from datasources.dataset.errors import SourceUnusable
from datasources.dataset.national.archive import unpack
from datasources.dataset.national.importing import import_national
from datasources.dataset.reader import Dataset
from tests.builders import NOW
from tests.national import a_national_folder, quietly

Links = Mapping[str, str]
Members = Mapping[str, bytes]
Pack = Callable[[Path, Members, Links], Path]

NO_LINKS: Links = {}


def a_tar(path: Path, members: Members, links: Links = NO_LINKS) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
        for name, target in links.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            tar.addfile(info)
    return path


def a_zip(path: Path, members: Members, links: Links = NO_LINKS) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, body in members.items():
            pack.writestr(name, body)
        for name, target in links.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o120777 << 16
            pack.writestr(info, target)
    return path


BOTH = pytest.mark.parametrize("pack", [a_tar, a_zip])


def members_of(folder: Path, below: str) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {f"{below}{path.relative_to(folder)}": path.read_bytes() for path in files}


def unpacked(archive: Path, into: Path, **limits: int) -> set[str]:
    into.mkdir()
    unpack(archive, into, quietly, **limits)
    return {str(path.relative_to(into)) for path in into.rglob("*") if path.is_file()}


@BOTH
@pytest.mark.parametrize("below", ["", "api-main/"])
def test_an_archive_is_imported(tmp_path: Path, pack: Pack, below: str):
    members = members_of(a_national_folder(tmp_path / "source"), below)
    archive = pack(tmp_path / "archive", members, NO_LINKS)
    report = import_national(str(archive), tmp_path / "file", NOW, quietly)
    assert Dataset.open(tmp_path / "file").card == report.card
    assert report.checksum == sha256(archive.read_bytes()).hexdigest()


@BOTH
def test_only_data_files_are_unpacked(tmp_path: Path, pack: Pack):
    members = {"a/b.json": b"{}", "a/c.csv": b"x", "a/run.sh": b"x", ".env": b"x", "README.md": b""}
    archive = pack(tmp_path / "archive", members, NO_LINKS)
    assert unpacked(archive, tmp_path / "into") == {"a/b.json", "a/c.csv"}


@BOTH
@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "a/../../evil.json",
        "/evil.json",
        "..\\evil.json",
        "C:\\evil.json",
        "//x/y.csv",
    ],
)
def test_a_member_that_reaches_out_is_refused(tmp_path: Path, pack: Pack, name: str):
    archive = pack(tmp_path / "archive", {"a.json": b"{}", name: b"{}"}, NO_LINKS)
    with pytest.raises(SourceUnusable, match="reaches out of its folder"):
        unpacked(archive, tmp_path / "into")
    assert not (tmp_path / "evil.json").exists()


@BOTH
@pytest.mark.parametrize("target", ["/etc", "../..", "../../etc/passwd"])
def test_a_link_that_leads_out_is_refused(tmp_path: Path, pack: Pack, target: str):
    archive = pack(tmp_path / "archive", {"a.json": b"{}"}, {"a/link.json": target})
    with pytest.raises(SourceUnusable, match="reaches out of its folder"):
        unpacked(archive, tmp_path / "into")


@BOTH
def test_a_link_within_the_archive_is_left_out(tmp_path: Path, pack: Pack):
    archive = pack(tmp_path / "archive", {"a.json": b"{}"}, {"b/link.json": "../a.json"})
    assert unpacked(archive, tmp_path / "into") == {"a.json"}


def test_a_hard_link_that_leads_out_is_refused(tmp_path: Path):
    archive = tmp_path / "archive"
    with tarfile.open(archive, "w:gz") as tar:
        info = tarfile.TarInfo("a/b/link.json")
        info.type, info.linkname = tarfile.LNKTYPE, "../secret"
        tar.addfile(info)
    with pytest.raises(SourceUnusable, match="reaches out of its folder"):
        unpacked(archive, tmp_path / "into")


def test_devices_and_pipes_are_left_out(tmp_path: Path):
    archive = tmp_path / "archive"
    with tarfile.open(archive, "w:gz") as tar:
        for kind in (tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE):
            info = tarfile.TarInfo(f"{kind!r}.json")
            info.type = kind
            tar.addfile(info)
    assert unpacked(archive, tmp_path / "into") == set()


@BOTH
@pytest.mark.parametrize(("limit", "fits"), [(2000, True), (1999, False)])
def test_an_archive_unpacks_to_no_more_than_a_limit(tmp_path: Path, pack: Pack, limit: int, fits):
    archive = pack(tmp_path / "archive", {"a.json": b"0" * 1000, "b": b"0" * 1000}, NO_LINKS)
    if fits:
        assert unpacked(archive, tmp_path / "into", max_bytes=limit) == {"a.json"}
    else:
        with pytest.raises(SourceUnusable, match="more than is reasonable"):
            unpacked(archive, tmp_path / "into", max_bytes=limit)


@BOTH
def test_a_damaged_archive_is_refused(tmp_path: Path, pack: Pack):
    archive = pack(tmp_path / "archive", {"a.json": bytes(range(256)) * 40}, NO_LINKS)
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceUnusable, match="The archive is damaged"):
        unpacked(archive, tmp_path / "into")


def test_a_member_whose_name_is_no_text_is_refused(tmp_path: Path):
    archive = a_zip(tmp_path / "archive", {"é.json": b"{}"})
    archive.write_bytes(archive.read_bytes().replace("é".encode(), b"\xff\xfe"))
    with pytest.raises(SourceUnusable, match="The archive is damaged"):
        unpacked(archive, tmp_path / "into")


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path):
    (tmp_path / "file.zip").write_bytes(b"hello")
    with pytest.raises(SourceUnusable, match=r"neither a folder nor a \.tar\.gz or \.zip archive"):
        import_national(str(tmp_path / "file.zip"), tmp_path / "to", NOW, quietly)


@BOTH
def test_an_archive_of_something_else_is_refused(tmp_path: Path, pack: Pack):
    archive = pack(tmp_path / "archive", {"a/b.json": b"{}"}, NO_LINKS)
    with pytest.raises(SourceUnusable, match="not laid out like the public repository"):
        import_national(str(archive), tmp_path / "to", NOW, quietly)
    assert not (tmp_path / "to").exists()
