"""Fetches an archive from the web, within limits."""

import hashlib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import httpx

from datasources.dataset.errors import SourceUnusable
from datasources.dataset.national.progress import Progress

MAX_BYTES = 200_000_000
"""The public repository is a tenth of it."""

_MAX_REDIRECTS = 5
_TIMEOUT = httpx.Timeout(30, connect=10)


def download(url: str, to: Path, progress: Progress, max_bytes: int = MAX_BYTES) -> str:
    """Fetch a file.

    Args:
        url: An https address; http is for servers on this machine only.
        to: Where the file is written.
        progress: Told the bytes.
        max_bytes: What is refused when it is longer.

    Returns:
        The SHA-256 of the file in hexadecimal digits.

    Raises:
        SourceUnusable: The address is refused, cannot be fetched, or has too much.
    """
    try:
        with _client(url) as client, client.stream("GET", url) as response, to.open("wb") as file:
            if response.status_code != httpx.codes.OK:
                raise SourceUnusable(
                    f"{response.url.host} answered {response.status_code} instead of the archive."
                )
            digest = hashlib.sha256()
            for chunk in _chunks(response, progress, max_bytes):
                digest.update(chunk)
                file.write(chunk)
            return digest.hexdigest()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise SourceUnusable(f"The archive could not be fetched: {reason}") from error


def _client(url: str) -> httpx.Client:
    def refuse_plain(request: httpx.Request) -> None:
        # Also asked at each redirect: a public address must not lead to this machine's own servers.
        if request.url.scheme != "https" and not (local and _is_local(request.url)):
            raise SourceUnusable("Archives are fetched over https only.")

    local = _is_local(httpx.URL(url))
    return httpx.Client(
        follow_redirects=True,
        max_redirects=_MAX_REDIRECTS,
        timeout=_TIMEOUT,
        # The bytes as they are, so that the checksum is that of the file.
        headers={"Accept-Encoding": "identity"},
        event_hooks={"request": [refuse_plain]},
    )


def _is_local(url: httpx.URL) -> bool:
    try:
        return ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"


def _chunks(response: httpx.Response, progress: Progress, max_bytes: int) -> Iterator[bytes]:
    announced = response.headers.get("Content-Length", "")
    total = int(announced) if announced.isdecimal() else 0
    received = 0
    for chunk in response.iter_raw():
        received += len(chunk)
        if max(received, total) > max_bytes:
            raise SourceUnusable(f"The archive has more than {max_bytes:,} bytes.")
        progress("download", received, total)
        yield chunk
