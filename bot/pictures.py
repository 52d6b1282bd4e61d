"""Drawings as PNG, for channels that show no SVG."""

from __future__ import annotations

import asyncio

import fontpkg_be_vietnam_pro
from resvg_py import svg_to_bytes

from bot.message import Drawing
from flows.pictures import FONT_FAMILY, draw

FONT = str(fontpkg_be_vietnam_pro.ROOT / "files" / "BeVietnamPro-Medium.ttf")

SCALE = 2
"""Pixels for each unit of a drawing."""


def as_svg(drawing: Drawing) -> str:
    """The drawing as SVG. Raises flows.pictures.UnknownPictureError."""
    return draw(drawing.kind, drawing.shows)


async def as_png(drawing: Drawing) -> bytes:
    """The drawing as PNG, rendered beside the event loop. Raises UnknownPictureError."""
    return await asyncio.to_thread(_render, as_svg(drawing))


def _render(svg: str) -> bytes:
    return bytes(
        svg_to_bytes(
            svg_string=svg,
            zoom=SCALE,
            font_files=[FONT],
            font_family=FONT_FAMILY,
            skip_system_fonts=True,
        )
    )
