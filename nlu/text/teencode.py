"""Teencode and everyday abbreviations, written out so that one question has one form.

A table, not a guess: each short form is a whole token, and only forms with one common reading in
this service's talks are here. Forms with two readings ("k" = không or kilo) take the reading that
questions to this service have.
"""

from __future__ import annotations

import re

WORDS: dict[str, str] = {
    "k": "không", "ko": "không", "kh": "không", "khg": "không", "hok": "không", "hong": "không",
    "hông": "không", "khum": "không", "kg": "không", "hk": "không", "kô": "không", "hem": "không",
    "dc": "được", "đc": "được", "dk": "được", "đk": "được", "đx": "được", "dx": "được",
    "bnhiu": "bao nhiêu", "bnhieu": "bao nhiêu", "nhiu": "nhiêu", "bh": "bây giờ",
    "bjo": "bây giờ", "bjờ": "bây giờ", "h": "giờ", "ntn": "như thế nào", "ntnao": "như thế nào",
    "lm": "làm", "s": "sao", "z": "vậy", "dz": "vậy", "zậy": "vậy", "zay": "vậy", "j": "gì",
    "gj": "gì", "ji": "gì", "r": "rồi", "rùi": "rồi", "rui": "rồi", "ròi": "rồi", "ùi": "rồi",
    "e": "em", "iem": "em", "a": "anh", "c": "chị", "m": "mình", "mk": "mình",
    "nvs": "nhà vệ sinh", "v": "vậy", "hi": "chào", "wê": "quê", "mik": "mình", "mn": "mọi người",
    "mng": "mọi người", "ng": "người", "ngta": "người ta", "nta": "người ta", "b": "bạn",
    "ny": "người yêu", "nyc": "người yêu cũ", "ox": "chồng", "bx": "vợ", "ck": "chồng",
    "vk": "vợ", "vs": "với", "vz": "với", "wa": "quá", "qa": "quá", "qá": "quá", "wá": "quá",
    "nhju": "nhiêu", "nhìu": "nhiều", "thik": "thích", "thix": "thích", "bít": "biết",
    "bik": "biết", "bjk": "biết", "ch": "chưa", "cx": "cũng", "cg": "cũng", "cũg": "cũng",
    "nx": "nữa", "ak": "à", "ah": "à", "uk": "ừ", "uh": "ừ", "uhm": "ừ", "okie": "ok",
    "oke": "ok", "okê": "ok", "t": "tôi", "tui": "tôi", "tớ": "tôi", "tau": "tôi", "tao": "tôi",
    "trog": "trong", "trg": "trong", "nthe": "như thế", "nhg": "nhưng", "nhug": "nhưng",
    "nhma": "nhưng mà", "nma": "nhưng mà", "đt": "điện thoại", "sdt": "số điện thoại",
    "sđt": "số điện thoại", "ib": "nhắn tin", "inbox": "nhắn tin", "rep": "trả lời",
    "tl": "trả lời", "cmt": "bình luận", "cax": "công an xã", "bcs": "bao cao su",
    "xn": "xét nghiệm", "bv": "bệnh viện", "bs": "bác sĩ", "gv": "giáo viên", "hs": "học sinh",
    "sv": "sinh viên", "nv": "nhân viên", "tgian": "thời gian", "tg": "thời gian",
    "ngiện": "nghiện", "mt": "ma tuý", "mtuy": "ma tuý", "matuy": "ma tuý", "mtuý": "ma tuý",
    "mthuy": "ma tuý", "cansa": "cần sa", "mđ": "ma tuý đá", "tlđt": "thuốc lá điện tử",
    "tldt": "thuốc lá điện tử", "nvqs": "nghĩa vụ quân sự", "pk": "phải không",
    "pko": "phải không", "fai": "phải", "fải": "phải", "fạt": "phạt", "fat": "phạt", "ph": "phải",
    "phaj": "phải", "bme": "bố mẹ", "bm": "bố mẹ", "ae": "anh em", "cj": "chị",
    "ace": "anh chị em", "gđ": "gia đình", "kq": "kết quả", "sk": "sức khoẻ", "tv": "tư vấn",
    "đg": "đang", "dg": "đang", "đag": "đang", "dag": "đang", "zề": "về", "dìa": "về",
    "lun": "luôn", "hoy": "thôi", "thui": "thôi", "trc": "trước", "trk": "trước", "ms": "mới",
    "chs": "chơi", "ik": "đi", "đj": "đi", "dj": "đi", "iu": "yêu", "nghj": "nghỉ",
    "hnay": "hôm nay", "hqua": "hôm qua", "hn": "hôm nay", "p": "phải", "pải": "phải",
    "pai": "phải", "kp": "không phải", "kphai": "không phải", "xl": "xin lỗi", "sr": "xin lỗi",
    "sory": "xin lỗi", "sorry": "xin lỗi", "tks": "cảm ơn", "thanks": "cảm ơn", "thank": "cảm ơn",
    "thks": "cảm ơn", "camon": "cảm ơn", "cmon": "cảm ơn", "bai": "tạm biệt", "bye": "tạm biệt",
    "hjhj": "hihi", "hello": "chào", "helo": "chào",
}  # fmt: skip

_REPEATED = re.compile(r"(\w)\1{2,}")


def squeeze(text: str) -> str:
    """Shorten a letter typed three times or more to one: "saooooo" → "sao", "êêê" → "ê"."""
    return _REPEATED.sub(r"\1", text)


def expand(tokens: list[str]) -> list[str]:
    """Each token written out, in order; a token the table does not know stays as it is."""
    written: list[str] = []
    for token in tokens:
        written.extend(WORDS.get(token, token).split())
    return written
