"""The hotline log: calls as counsellors note them, counts by month, an export."""

from admin.hotline.routes import ROUTES

__all__ = ["ROUTES"]
