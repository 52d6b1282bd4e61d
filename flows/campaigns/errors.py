"""What may be wrong with what staff ask of campaigns."""

from __future__ import annotations


class CampaignError(Exception):
    """Base of the errors that staff pages show; the message is an English catalogue text."""


class NoCampaignError(CampaignError):
    """There is no such campaign."""


class StaleCampaignError(CampaignError):
    """Somebody else changed it since it was read."""


class WrongStateError(CampaignError):
    """From where it stands this cannot be done."""


class OwnCampaignError(CampaignError):
    """Whoever wrote it cannot approve it."""


class FaultyCampaignError(CampaignError):
    """What was written is not sound; the message says what is wrong with it."""
