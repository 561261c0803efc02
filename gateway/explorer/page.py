"""The GraphiQL page: made once, served to browsers that open the endpoint."""

from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from gateway.explorer.assets import ASSETS, CDN, HERE, SCRIPTS, STYLES, Package
from gateway.explorer.examples import examples

_FALLBACK = (
    '<p class="notice">GraphiQL&rsquo;s files are not installed on this server, so this page loads '
    "them from unpkg.com. Install npm and run <code>make setup</code> to serve them from here.</p>"
)


def explorer_page(*, local: bool) -> HTMLResponse:
    """Make the page.

    Args:
        local: Whether scripts and styles come from this server, where set-up installed them;
            otherwise browsers load them from a public host.
    """
    template = Template((HERE / "page.html").read_text("utf-8"))
    page = template.substitute(
        styles="\n    ".join(_style(package, local=local) for package in STYLES),
        scripts="\n    ".join(_script(package, local=local) for package in SCRIPTS),
        notice="" if local else _FALLBACK,
    )
    headers = {
        "content-security-policy": _policy(local=local),
        "cache-control": "no-cache",
        "vary": "accept",
    }
    return HTMLResponse(page, headers=headers)


def examples_route() -> Route:
    """Return the route of the first tabs."""
    response = JSONResponse([example.as_tab() for example in examples()])

    async def serve(_: Request) -> Response:
        return response

    return Route(f"{ASSETS}/examples.json", serve)


def _policy(*, local: bool) -> str:
    host = "" if local else f" {CDN}"
    return (
        # The editor writes its own style elements while it runs.
        f"default-src 'none'; script-src 'self'{host}; style-src 'self' 'unsafe-inline'{host}; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _style(package: Package, *, local: bool) -> str:
    return f'<link rel="stylesheet" href="{_address(package, local=local)}" {_check(package)}>'


def _script(package: Package, *, local: bool) -> str:
    return f'<script defer src="{_address(package, local=local)}" {_check(package)}></script>'


def _address(package: Package, *, local: bool) -> str:
    return package.local_address if local else package.public_address


def _check(package: Package) -> str:
    return f'integrity="{package.integrity}" crossorigin="anonymous"'
