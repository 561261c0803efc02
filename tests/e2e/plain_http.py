"""Asks servers that speak plain HTTP, without reading certificates again for each question."""

import ssl
from functools import partial

import httpx

TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What a client checks certificates with; there are none."""

get = partial(httpx.get, verify=TRUSTS_NOBODY)
post = partial(httpx.post, verify=TRUSTS_NOBODY)
request = partial(httpx.request, verify=TRUSTS_NOBODY)
