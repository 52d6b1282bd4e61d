"""The addresses of the pages of bookings, under /staff."""

from __future__ import annotations

from starlette.routing import Route

from admin.bookings import (
    booking_page,
    changes,
    close_page,
    counsellors,
    day_page,
    hours_page,
    overview,
    phone_page,
    rules,
    week_page,
)

PLACE = "/bookings/places/{id:int}"
DAY = PLACE + "/days/{day}"

ROUTES = (
    Route("/bookings", overview.overview_page),
    Route("/bookings/find", overview.find, methods=["POST"]),
    Route("/bookings/{id:int}", booking_page.booking_page),
    Route("/bookings/{id:int}/outcome", booking_page.mark_outcome, methods=["POST"]),
    Route("/bookings/{id:int}/note", booking_page.add_note, methods=["POST"]),
    Route("/bookings/{id:int}/cancel", booking_page.cancel, methods=["POST"]),
    Route(PLACE, week_page.week_page),
    Route(DAY, day_page.day_page),
    Route(DAY + "/close", close_page.close_page),
    Route(DAY + "/close", close_page.close, methods=["POST"]),
    Route(DAY + "/open", close_page.reopen, methods=["POST"]),
    Route(PLACE + "/new", phone_page.phone_page),
    Route(PLACE + "/new", phone_page.book, methods=["POST"]),
    Route(PLACE + "/hours", hours_page.hours_page),
    Route(PLACE + "/hours", rules.add, methods=["POST"]),
    Route(PLACE + "/hours/{rule:int}", rules.rule_page),
    Route(PLACE + "/hours/{rule:int}", rules.change, methods=["POST"]),
    Route(PLACE + "/hours/{rule:int}/remove", rules.remove, methods=["POST"]),
    Route(PLACE + "/days", changes.add, methods=["POST"]),
    Route(PLACE + "/days/{change:int}/remove", changes.remove, methods=["POST"]),
    Route(PLACE + "/counsellors", counsellors.add, methods=["POST"]),
    Route(PLACE + "/counsellors/{who:int}", counsellors.edit, methods=["POST"]),
)
