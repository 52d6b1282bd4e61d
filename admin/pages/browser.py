"""What is known of the browser: whether its line is safe, its cookies, its forms.

Cookies carry the __Host- prefix and the Secure flag on https. A service that one person runs on
their own machine has no certificate, and browsers refuse such cookies on plain http: there, and
only where the page itself is addressed at a loopback name, cookies without them are used. Plain
http under any other name is refused, because a password would cross the network in the open.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from admin.pages.refusals import Refusal
from admin.sessions import form_token, is_key
from content.messages import mark

FORM_BYTES = 16 * 1024
"""Longest form that is read."""

FORM_FIELDS = 30
"""Most fields of a form."""

TOKEN = "token"  # noqa: S105
"""The form field that holds the token."""

STAFF_FORM = "staff form"
SIGN_IN_FORM = "sign-in form"

_STALE = mark("This form was open for too long, or came from elsewhere. Please try again.")


@dataclass(frozen=True)
class Jar:
    """The cookies of a request's line: the session's, and the one that guards the sign-in form."""

    session: str
    guest: str
    secure: bool

    def key(self, request: Request, name: str) -> str | None:
        """The key in a cookie, if it has the shape of one."""
        value = request.cookies.get(name, "")
        return value if is_key(value) else None

    def put(self, response: Response, name: str, key: str) -> None:
        """Give the browser a key, until it is closed."""
        response.set_cookie(
            name, key, path="/", secure=self.secure, httponly=True, samesite="strict"
        )

    def take(self, response: Response, name: str) -> None:
        """Take a key from the browser."""
        response.delete_cookie(name, path="/", secure=self.secure, httponly=True, samesite="strict")


ON_HTTPS = Jar("__Host-dh_staff", "__Host-dh_staff_guest", secure=True)
ON_LOOPBACK = Jar("dh_staff", "dh_staff_guest", secure=False)


def jar_of(request: Request) -> Jar:
    """The cookies to use. Raises Refusal when the line is not safe enough for a password."""
    if request.scope["scheme"] == "https":
        return ON_HTTPS
    if _is_loopback(request.headers.get("host", "")):
        return ON_LOOPBACK
    raise Refusal(
        403,
        mark(
            "These pages open only over a safe line. Use the address that begins with https://, "
            "or, on the machine itself, http://127.0.0.1"
        ),
    )


def _is_loopback(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def address_of(request: Request) -> str:
    """Where the request comes from, as far as is known."""
    return request.client.host if request.client else ""


async def read_form(
    request: Request, most_bytes: int = FORM_BYTES, most_fields: int = FORM_FIELDS
) -> Mapping[str, str]:
    """The fields of a form that one of our own pages sent. Raises Refusal."""
    require_own_page(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refusal(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise Refusal(413)
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=most_fields,
        )
    except ValueError:
        raise Refusal(400) from None
    return dict(pairs)


def require_own_page(request: Request) -> None:
    """Raise Refusal when the browser says that another site's page sends this.

    Under our referrer policy a form of our own comes with the origin "null", so that one says
    nothing; the token decides then.
    """
    own = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "null")
    if site != "same-origin" or origin not in ("null", own):
        raise Refusal(403, _STALE)


def has_token(form: Mapping[str, str], key: str | None, purpose: str) -> bool:
    """Whether the form holds the token of the browser that holds `key`."""
    if key is None:
        return False
    given = form.get(TOKEN, "").encode()
    return hmac.compare_digest(given, form_token(key, purpose).encode())


def require_token(form: Mapping[str, str], key: str) -> None:
    """Raise Refusal unless the form holds the token of the session `key`."""
    if not has_token(form, key, STAFF_FORM):
        raise Refusal(403, _STALE)
