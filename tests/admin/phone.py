"""A code app for the tests: sets the second step up and shows codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import httpx
from pyotp.totp import TOTP

from admin import second_step
from tests.admin.office import OWN_PASSWORD, Browser, Office


class Phone:
    """Shows the code of the office's clock."""

    def __init__(self, office: Office, secret: str) -> None:
        self._office = office
        self._code = TOTP(secret.replace(" ", ""))

    def code(self, steps: int = 0) -> str:
        """The code of now, or of some half minutes later or earlier."""
        return self._code.at(self._office.clock(), steps)


async def set_up(office: Office, name: str) -> tuple[Phone, Sequence[str]]:
    """Turn the second step of an account on: its app and the recovery codes."""
    person = await office.person(name)
    await second_step.start(office.store, person)
    secret = await second_step.pending(office.store, person)
    assert secret
    phone = Phone(office, secret)
    codes = await second_step.confirm(office.store, person, phone.code(), office.clock())
    office.clock.forward(seconds=30)
    return phone, codes


def secret_in(page: httpx.Response) -> str:
    """The key in groups of four that the set-up page shows."""
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page.text)
    assert found
    return found[1]


async def half_way(office: Office, name: str) -> Browser:
    """A browser in which the password was right and the code is still to come."""
    browser = office.browser()
    answer = await browser.sign_in(name, OWN_PASSWORD)
    assert answer.headers["location"] == "/staff/code"
    return browser


async def give(browser: Browser, typed: str) -> httpx.Response:
    """Type a code into the page that asks for it."""
    return await browser.post("/code", {"token": await browser.token("/code"), "code": typed})
