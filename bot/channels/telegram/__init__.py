"""Telegram: one bot account, private chats only, by polling or by webhook."""

from bot.channels.telegram.channel import State, TelegramChannel

__all__ = ["State", "TelegramChannel"]
