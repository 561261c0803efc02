"""The files that the pages are made of: where they lie, and the digests they must have."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

HERE = Path(__file__).parent
ASSETS = "/graphql/assets"
CDN = "https://unpkg.com"

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_ONE_YEAR = "public, max-age=31536000, immutable"
_FIVE_MINUTES = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Package:
    """A file of an npm package.

    Attributes:
        integrity: Its digest, which browsers check wherever the file comes from.
    """

    name: str
    version: str
    file: str
    integrity: str

    @property
    def installed(self) -> Path:
        """Where set-up puts it."""
        return HERE / "node_modules" / self.name / self.file

    @property
    def local_address(self) -> str:
        """Its address on this server; the version makes it safe to cache for ever."""
        path = Path(self.file)
        return f"{ASSETS}/{self.name.split('/')[-1]}-{self.version}.{path.name}"

    @property
    def public_address(self) -> str:
        """Its address at the public host."""
        return f"{CDN}/{self.name}@{self.version}/{self.file}"


STYLES = (
    Package(
        "graphiql",
        "3.8.3",
        "graphiql.min.css",
        "sha384-Mq3vbRBY71jfjQAt/DcjxUIYY33ksal4cgdRt9U/hNPvHBCaT2JfJ/PTRiPKf0aM",
    ),
    Package(
        "@graphiql/plugin-explorer",
        "1.0.2",
        "dist/style.css",
        "sha384-5DFJlDPW2tSATRbM8kzoP1j194jexLswuNmClWoRr2Q0x7R68JIQzPHZ02Faktwi",
    ),
)
SCRIPTS = (
    Package(
        "react",
        "18.2.0",
        "umd/react.production.min.js",
        "sha384-tMH8h3BGESGckSAVGZ82T9n90ztNXxvdwvdM6UoR56cYcf+0iGXBliJ29D+wZ/x8",
    ),
    Package(
        "react-dom",
        "18.2.0",
        "umd/react-dom.production.min.js",
        "sha384-bm7MnzvK++ykSwVJ2tynSE5TRdN+xL418osEVF2DE/L/gfWHj91J2Sphe582B1Bh",
    ),
    Package(
        "graphiql",
        "3.8.3",
        "graphiql.min.js",
        "sha384-HbRVEFG0JGJZeAHCJ9Xm2+tpknBQ7QZmNlO/DgZtkZ0aJSypT96YYGRNod99l9Ie",
    ),
    Package(
        "@graphiql/plugin-explorer",
        "1.0.2",
        "dist/index.umd.js",
        "sha384-2oonKe47vfHIZnmB6ZZ10vl7T0Y+qrHQF2cmNTaFDuPshpKqpUMGMc9jgj9MLDZ9",
    ),
)
OWN = ("connect.css", "coverage.css", "explorer.css", "home.css", "icon.svg", "map.css", "start.js")


@cache
def installed() -> bool:
    """Tell whether set-up put GraphiQL's files in place; otherwise they come from a public host."""
    return all(package.installed.is_file() for package in (*STYLES, *SCRIPTS))


def asset_routes() -> list[Route]:
    """Return one route for each file; nothing else of the packages is served."""
    routes = [_route(f"{ASSETS}/{name}", HERE / name, _FIVE_MINUTES) for name in OWN]
    if installed():
        routes += [
            _route(package.local_address, package.installed, _ONE_YEAR)
            for package in (*STYLES, *SCRIPTS)
        ]
    return routes


def _route(address: str, file: Path, cache_control: str) -> Route:
    async def serve(_: Request) -> Response:
        headers = {"cache-control": cache_control}
        return FileResponse(file, headers=headers, media_type=_TYPES[file.suffix])

    return Route(address, serve)
