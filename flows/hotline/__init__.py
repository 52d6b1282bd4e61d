"""The hotline log: what each call was about and what came of it, without a name."""

from flows.hotline.calls import purge

__all__ = ["purge"]
