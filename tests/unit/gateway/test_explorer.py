"""What the GraphiQL page loads, and from where."""

import base64
import hashlib
import re

import pytest

from gateway.explorer.assets import HERE, OWN, SCRIPTS, STYLES, installed
from gateway.explorer.page import explorer_page

PACKAGES = (*STYLES, *SCRIPTS)
ADDRESS = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.mark.skipif(not installed(), reason="GraphiQL's files are not installed: npm is missing")
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.local_address)
def test_the_installed_files_are_the_published_ones(package):
    digest = hashlib.sha384(package.installed.read_bytes()).digest()
    assert package.integrity == "sha384-" + base64.b64encode(digest).decode()


def test_our_own_files_are_there():
    assert [name for name in OWN if not (HERE / name).is_file()] == []


def test_the_page_loads_everything_from_here():
    response = explorer_page(local=True)
    addresses = ADDRESS.findall(bytes(response.body).decode())
    assert [each for each in addresses if not each.startswith("/graphql/assets/")] == []
    assert "unpkg" not in response.headers["content-security-policy"]


def test_without_installed_files_the_page_says_so_and_checks_what_it_loads():
    response = explorer_page(local=False)
    html = bytes(response.body).decode()
    assert "not installed" in html
    for package in PACKAGES:
        assert f'{package.public_address}" integrity="{package.integrity}" crossorigin' in html
    assert "https://unpkg.com" in response.headers["content-security-policy"]


def test_no_script_stands_in_the_page_or_would_run_there():
    response = explorer_page(local=True)
    assert re.findall(r"<script(?![^>]*\bsrc=)", bytes(response.body).decode()) == []
    assert "script-src 'self';" in response.headers["content-security-policy"]
