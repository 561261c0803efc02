"""Frames of WebSockets as clients send them, for tests that have no client."""

import struct

MORE, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def handshake(*headers: str) -> bytes:
    """Return a handshake of our protocol."""
    lines = (
        "GET /graphql?canary HTTP/1.1",
        "Host: graph",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: graphql-transport-ws",
        *headers,
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def frame(kind: int, data: bytes = b"", *, last: bool = True) -> bytes:
    """Return a frame, masked with zeros."""
    head = bytes([last << 7 | kind])
    if len(data) < 126:
        head += bytes([0x80 | len(data)])
    elif len(data) < 65_536:
        head += bytes([0x80 | 126]) + struct.pack("!H", len(data))
    else:
        head += bytes([0x80 | 127]) + struct.pack("!Q", len(data))
    return head + bytes(4) + data
