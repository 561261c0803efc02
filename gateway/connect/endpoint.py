"""Answers whoever follows a customer's link, and takes the forms that come back."""

from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from datasources.facts.errors import StorageUnavailable
from datasources.facts.text import Language, Text
from gateway.connect import words
from gateway.connect.forms import Told
from gateway.connect.languages import chosen
from gateway.connect.page import notice_page, page
from gateway.connect.posts import Post, Refused, number_of, read_post
from gateway.connect.taking import take
from gateway.partner_side import PartnerSide
from gateway.request_id import request_id_of
from gateway.wiring import NotReady, Services
from resolvers.invitations import welcome

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    # The link is the key to the page: it must not travel further, nor the page be kept.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "vary": "accept-language",
}
_GONE = 404
_DONE: Mapping[str, Text] = {"saved": words.SAVED, "sent": words.SENT, "opened": words.OPENED}
"""What a page may be asked to say, by the word for it in the address."""


def connect_route(services: Services) -> Route:
    """Return the route of customers' pages."""

    async def serve(request: Request) -> Response:
        asked, accepted = request.query_params.get("lang"), request.headers.get("accept-language")
        language = chosen(asked, accepted or "")
        try:
            post = await read_post(request) if request.method == "POST" else None
            return await _answer(services, request, post, language)
        except Refused as refused:
            notice = words.GONE if refused.status == _GONE else words.NOT_UNDERSTOOD
            return _said(notice, refused.status, language)
        except (NotReady, StorageUnavailable):
            return _said(words.LATER, 503, language)

    return Route("/connect/{organization}/{token}", serve, methods=["GET", "POST"])


async def _answer(
    services: Services, request: Request, post: Post | None, language: Language
) -> Response:
    side = _open(services)
    invitation = side.links.open(request.path_params["token"]) or _gone()
    # Whatever key a browser brings along is not the customer's.
    desk = await side.desk(Headers(), request_id_of(request.scope))
    with services.scope(desk) as scope:
        told = _asked(request)
        if post is not None:
            told = await take(scope, side.storage, invitation, post) or _gone()
            if not told.failed:
                return _redirect(told, language)
        found = await welcome(
            scope, side.storage, invitation.organization_id, invitation.reference_id
        )
        if found is None:
            _gone()
        return _html(page(found, told, language), told.status if told else 200, language)


def _open(services: Services) -> PartnerSide:
    if services.partners is None:
        raise NotReady("Storage is not open.")
    return services.partners


def _gone() -> NoReturn:
    raise Refused(_GONE)


def _asked(request: Request) -> Told | None:
    """Return what the page is to say of a form that was taken just before."""
    notice = _DONE.get(request.query_params.get("done", ""))
    try:
        number = number_of(request.query_params.get("application", ""))
    except ValueError:
        return None
    return Told(number, notice) if notice else None


def _redirect(told: Told, language: Language) -> Response:
    """Lead back to the page, so that no reload sends the form again."""
    done = next(word for word, notice in _DONE.items() if notice == told.notice)
    query = urlencode({"lang": language.value, "done": done, "application": told.number})
    location = f"?{query}#application-{told.number}"
    return Response(status_code=303, headers={**_HEADERS, "location": location})


def _said(notice: Text, status: int, language: Language) -> Response:
    response = _html(notice_page(notice, language), status, language)
    if status == 413:  # noqa: PLR2004 the body was not read to its end
        response.headers["connection"] = "close"
    return response


def _html(text: str, status: int, language: Language) -> Response:
    return HTMLResponse(text, status, {**_HEADERS, "content-language": language.value})
