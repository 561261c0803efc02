"""Where a request comes from.

Behind a proxy every connection is the proxy's own. The server then puts the address that a trusted
proxy tells in its place (see `serve`); without trusted proxies nobody can claim another's address.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.types import Scope

Address = IPv4Address | IPv6Address


def client_address(scope: Scope) -> Address | None:
    """Return whose request it is; None where it comes through a file or the proxy tells nonsense.

    >>> client_address({"client": ("203.0.113.9", 50_000)})
    IPv4Address('203.0.113.9')
    >>> client_address({"client": ("::ffff:203.0.113.9", 50_000)})
    IPv4Address('203.0.113.9')
    >>> client_address({"client": ("unknown", 0)}) is None
    True
    """
    client = scope.get("client")
    try:
        address = ip_address(client[0]) if client else None
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def networks(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return addresses and networks, each as a network.

    >>> networks(("10.0.0.7/8", "2001:db8::1"))
    ('10.0.0.0/8', '2001:db8::1/128')

    Raises:
        ValueError: One of them is neither.
    """
    return tuple(str(ip_network(text, strict=False)) for text in texts)
