"""A customer's page, looked at and sent back as a browser without scripts would."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from starlette.applications import Starlette

from gateway.access import AccessLog
from gateway.connect.endpoint import connect_route
from gateway.late_storage import LateStorage
from gateway.links import ConnectLinks
from gateway.partner_side import PartnerSide
from gateway.wiring import Services
from resolvers.ports import PostalCodeGeocoder
from tests.builders import TODAY
from tests.graphs import Graph
from tests.partner import SEAL, Partners

SECRET = "secret"
HOST = "http://graph"
TICKED = {"agree": "yes", "sign": "yes"}


@dataclass(slots=True)
class Form:
    """A form of a page.

    Attributes:
        fields: Names and values, as a browser sends them.
    """

    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)

    @property
    def questions(self) -> list[str]:
        return [name for name in self.fields if "." in name]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, value = told.get("name", ""), told.get("value", "")
        match tag:
            case "form":
                self.found.append(Form())
            case "input" if told.get("type") != "checkbox":
                self.found[-1].fields[name] = value
            case "button":
                self.found[-1].buttons.append(value)
            case "select":
                self._select = name
            case "option" if "selected" in told:
                self.found[-1].fields[self._select] = value
            case "textarea":
                self._area = name
                self.found[-1].fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1].fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def forms_of(text: str) -> list[Form]:
    """Return the forms of a page."""
    parser = _Forms()
    parser.feed(text)
    return parser.found


@dataclass(frozen=True, slots=True)
class Visitor:
    """A customer with a link."""

    client: httpx.AsyncClient
    link: str

    async def look(self, query: str = "", **headers: str) -> httpx.Response:
        """Open the page."""
        return await self.client.get(f"{self.link}{query}", headers=headers)

    async def form(self, place: int = 0) -> Form:
        """Open the page; return one of its forms."""
        return forms_of((await self.look()).text)[place]

    async def send(
        self, form: Form, wish: str = "save", *, query: str = "", **texts: str
    ) -> httpx.Response:
        """Press a button of a form, with some fields filled in; they are named by their ends."""
        return await self.client.post(
            f"{self.link}{query}", data={**form.fields, **_named(form, texts), "wish": wish}
        )


def _named(form: Form, texts: dict[str, str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for end, text in texts.items():
        if end in TICKED:
            named[end] = text
        else:
            (name,) = [each for each in form.fields if each.endswith(f".{end}")]
            named[name] = text
    return named


@asynccontextmanager
async def visitor(
    partners: Partners, nation: Graph, reference_id: str = "home-1"
) -> AsyncIterator[Visitor]:
    """Serve customers' pages, and open the link of one of the first organization's."""
    services = Services(PostalCodeGeocoder(), lambda: TODAY)
    services.serve(nation.scope.catalogue)
    storage = LateStorage()
    storage.settle(partners.database)
    opening = asyncio.create_task(asyncio.sleep(0))
    links = ConnectLinks(HOST, SECRET)
    services.partners = PartnerSide(storage, links, SEAL, opening)
    async with partners.database.read() as reading:
        organization = (await partners.work(reading).organizations.all())[0]
    route = connect_route(services)
    app = AccessLog(Starlette(routes=[route]), paths={route.path}, enabled=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOST) as client:
        yield Visitor(client, links.connect(organization, reference_id))
    await opening
