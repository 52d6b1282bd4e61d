"""What kind of browser asks, in two words that a person recognises their own device by."""

from __future__ import annotations

from starlette.requests import Request

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""A part of the User-Agent and the browser it tells; the first that is there counts."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""A part of the User-Agent and the system it tells; the first that is there counts."""


def device_of(request: Request) -> str:
    """As "Chrome · Android"; empty when the browser does not tell. Nothing else of it is kept."""
    told = request.headers.get("user-agent", "")
    names = (_first(BROWSERS, told), _first(SYSTEMS, told))
    return " · ".join(name for name in names if name)


def _first(known: tuple[tuple[str, str], ...], told: str) -> str:
    return next((name for part, name in known if part in told), "")
