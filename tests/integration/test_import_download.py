"""Archives are fetched from the web within limits; the server is one of our own on this machine."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from datasources.dataset.errors import SourceUnusable
from datasources.dataset.national.download import download
from datasources.dataset.national.importing import import_national
from datasources.dataset.reader import Dataset
from tests.builders import NOW
from tests.national import a_national_folder, quietly


@dataclass
class Site:
    """What the server answers: bodies and redirects by path."""

    address: str = ""
    bodies: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    announces_length: bool = True


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in served.redirects:
                self.send_response(302)
                self.send_header("Location", served.redirects[self.path])
                self.end_headers()
            elif self.path in served.bodies:
                self.send_response(200)
                if served.announces_length:
                    self.send_header("Content-Length", str(len(served.bodies[self.path])))
                self.end_headers()
                self.wfile.write(served.bodies[self.path])
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    served.address = f"http://127.0.0.1:{server.server_port}"
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


def an_archive(folder: Path) -> bytes:
    source = a_national_folder(folder / "source")
    with tarfile.open(folder / "archive.tar.gz", "w:gz") as tar:
        tar.add(source, "api-main")
    return (folder / "archive.tar.gz").read_bytes()


def test_an_archive_is_fetched_and_imported(tmp_path: Path, site: Site):
    archive = an_archive(tmp_path)
    site.bodies["/archive"] = archive
    told: list[tuple[str, int, int]] = []
    report = import_national(
        f"{site.address}/archive", tmp_path / "file", NOW, lambda *step: told.append(step)
    )
    assert report.checksum == sha256(archive).hexdigest()
    assert Dataset.open(tmp_path / "file").card == report.card
    assert ("download", len(archive), len(archive)) in told


@pytest.mark.parametrize(("hops", "reached"), [(5, True), (6, False)])
def test_five_redirects_are_followed(tmp_path: Path, site: Site, hops: int, reached):
    site.redirects = {f"/{hop}": f"/{hop - 1}" for hop in range(1, hops + 1)}
    site.bodies["/0"] = b"here"
    if reached:
        download(f"{site.address}/{hops}", tmp_path / "file", quietly)
        assert (tmp_path / "file").read_bytes() == b"here"
    else:
        with pytest.raises(SourceUnusable, match="redirects"):
            download(f"{site.address}/{hops}", tmp_path / "file", quietly)


@pytest.mark.parametrize("announces_length", [True, False])
@pytest.mark.parametrize(("length", "fits"), [(1000, True), (1001, False)])
def test_no_more_than_a_limit_is_fetched(
    tmp_path: Path, site: Site, announces_length, length: int, fits
):
    site.bodies["/file"] = b"0" * length
    site.announces_length = announces_length
    url, to = f"{site.address}/file", tmp_path / "file"
    if fits:
        assert download(url, to, quietly, max_bytes=1000) == sha256(b"0" * length).hexdigest()
    else:
        with pytest.raises(SourceUnusable, match="more than 1,000 bytes"):
            download(url, to, quietly, max_bytes=1000)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, site: Site):
    with pytest.raises(SourceUnusable, match=r"127\.0\.0\.1 answered 404"):
        download(f"{site.address}/gone", tmp_path / "file", quietly)


@pytest.mark.parametrize("url", ["http://example.org/a.zip", "http://10.0.0.1/a.zip", "ftp://x/y"])
def test_plain_http_is_for_this_machine_only(tmp_path: Path, url: str):
    with pytest.raises(SourceUnusable, match="over https only"):
        download(url, tmp_path / "file", quietly)


@pytest.mark.parametrize(
    "location", ["http://example.org/a.zip", "file:///etc/passwd", "http://[x"]
)
def test_a_redirect_to_where_we_do_not_go_is_refused(tmp_path: Path, site: Site, location: str):
    site.redirects["/a"] = location
    with pytest.raises(SourceUnusable):
        download(f"{site.address}/a", tmp_path / "file", quietly)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path, site: Site):
    site.bodies["/a"] = b""
    address = site.address.replace("127.0.0.1", "127.0.0.2")
    with pytest.raises(SourceUnusable, match="could not be fetched"):
        download(f"{address}/a", tmp_path / "file", quietly)


def test_an_archive_that_breaks_off_leaves_the_old_file(tmp_path: Path, site: Site):
    whole = an_archive(tmp_path)
    site.bodies = {"/whole": whole, "/half": whole[: len(whole) // 2]}
    before = import_national(f"{site.address}/whole", tmp_path / "file", NOW, quietly)
    with pytest.raises(SourceUnusable):
        import_national(f"{site.address}/half", tmp_path / "file", NOW, quietly)
    assert Dataset.open(tmp_path / "file").card == before.card
