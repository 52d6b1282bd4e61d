"""The tables of campaigns. A subscriber is a wish and a sealed way to be reached, and no more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class SubscriberRow(Base):
    """Somebody who asked for news, known by a random `token`; reached as `news:TOKEN`.

    `place`: the site whose news they want, None for no particular one. The row is the consent: to
    the wording of `version`, at `given_at`. It is deleted when the consent is taken back.
    """

    __tablename__ = "campaign_subscriber"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    place: Mapped[str | None] = mapped_column(String(30), index=True)
    version: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InterestRow(Base):
    """A group of topics of which a subscriber wants news."""

    __tablename__ = "campaign_interest"

    subscriber: Mapped[int] = mapped_column(
        ForeignKey("campaign_subscriber.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)


class CampaignRow(Base):
    """A message of staff; `state` is a flows.campaigns.states.State.

    `topic` and `place` say who gets it: whoever asked for both where both are set, everybody where
    neither is. `reads`: the answer that it leads to. `made_by` wrote it last, `approved_by` is
    another. `cursor`: the last subscriber whose message is meant already. `gone`: how the messages
    of those ended who left since; `left`: how many they are. `results`: how many messages ended in
    which state, once all have; the messages themselves are swept away later.
    """

    __tablename__ = "campaign_campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    vi: Mapped[str] = mapped_column(String(1000))
    en: Mapped[str] = mapped_column(String(1000))
    reads: Mapped[str | None] = mapped_column(String(60))
    topic: Mapped[str | None] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(10), index=True)
    send_at: Mapped[datetime] = mapped_column(UtcDateTime)
    per_minute: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(40))
    approved_by: Mapped[str | None] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cursor: Mapped[int]
    left: Mapped[int] = mapped_column("left_since")
    gone: Mapped[dict[str, Any]] = mapped_column(JSON)
    results: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int]
