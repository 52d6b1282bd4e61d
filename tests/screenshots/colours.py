"""Make a picture a third of its size: 256 colours are plenty for pages of text."""

from __future__ import annotations

import base64
import struct
import zlib

from playwright.sync_api import Page

MOST_COLOURS = 256
APART = 60
"""How far apart two colours of a picture are at least, squared: so rare ones find a place too."""

COUNT_COLOURS = """
async ([picture, most, apart]) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const colours = new Uint32Array(width * height);
  const counts = new Map();
  for (let at = 0; at < colours.length; at += 1) {
    const colour = (data[4 * at] << 16) | (data[4 * at + 1] << 8) | data[4 * at + 2];
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const ranked = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const away = (one, other) =>
    parts(one).reduce((sum, part, which) => sum + (part - parts(other)[which]) ** 2, 0);
  const palette = [];
  for (const [colour] of ranked)
    if (palette.length < most && palette.every((one) => away(one, colour) >= apart))
      palette.push(colour);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  for (const [colour] of ranked) {
    if (places.has(colour)) continue;
    let best = 0;
    for (let place = 1; place < palette.length; place += 1)
      if (away(colour, palette[place]) < away(colour, palette[best])) best = place;
    places.set(colour, best);
  }
  let pixels = "";
  for (const colour of colours) pixels += String.fromCharCode(places.get(colour));
  return { width, height, palette, pixels: btoa(pixels) };
}
"""
"""Run in a page: the commonest colours that are apart, and which is nearest to each pixel."""

PALETTE_OF_BYTES = (8, 3, 0, 0, 0)
"""Of the PNG header: eight bits a pixel, each the place of a colour; nothing special."""


def in_few_colours(page: Page, picture: bytes) -> bytes:
    """A PNG again with MOST_COLOURS colours. `page`: any, to do the counting in."""
    encoded = base64.b64encode(picture).decode()
    found = page.evaluate(COUNT_COLOURS, [encoded, MOST_COLOURS, APART])
    width, height = found["width"], found["height"]
    pixels = base64.b64decode(found["pixels"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    palette = b"".join(colour.to_bytes(3, "big") for colour in found["palette"])
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">II5B", width, height, *PALETTE_OF_BYTES)),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
