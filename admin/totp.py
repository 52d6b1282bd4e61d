"""Codes of an authenticator app: six digits that change every half minute (TOTP, RFC 6238)."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

import pyotp
import segno
from pyotp.totp import TOTP

STEP_SECONDS = 30
DIGITS = 6
SKEW_STEPS = 1
"""Codes of this many steps before and after now are taken: telephones' clocks differ (RFC 6238,
section 5.2)."""

ISSUER = "Đồng Hành"
"""Under what the app lists the code."""

GROUP = 4

_CODE = re.compile(rf"[0-9]{{{DIGITS}}}")


def new_secret() -> str:
    """A random key of 160 bits, in base 32."""
    return pyotp.random_base32()


def in_groups(secret: str) -> str:
    """The key as a person types it: groups of four."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def as_code(typed: str) -> str | None:
    """The six digits that were typed, spaces left out; None when it is something else."""
    digits = "".join(typed.split())
    return digits if _CODE.fullmatch(digits) else None


def step_of(now: datetime) -> int:
    """The number of the half minute, since 1970."""
    return int(now.timestamp()) // STEP_SECONDS


def step_that_fits(secret: str, code: str, now: datetime, after: int | None) -> int | None:
    """The step whose code this is, among those near now and later than `after`; None if none."""
    clock = TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    present = step_of(now)
    found = None
    for step in range(present - SKEW_STEPS, present + SKEW_STEPS + 1):
        fits = hmac.compare_digest(clock.generate_otp(step), code)
        if fits and (after is None or step > after):
            found = step
    return found


def picture(secret: str, name: str) -> str:
    """The key as a QR code, an SVG element without style attributes (black on white)."""
    clock = TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    address = clock.provisioning_uri(name=name, issuer_name=ISSUER)
    return segno.make(address, error="m", micro=False).svg_inline(
        scale=1, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
