"""The inbox: talks handed over from the bot, and who is on duty."""

from admin.inbox.routes import ROUTES

__all__ = ["ROUTES"]
