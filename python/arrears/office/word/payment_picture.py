"""The payment code of a letter as a picture: the text behind it, drawn as a QR code."""

import io
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from arrears.office.word.images import Picture

FIELD = "PaymentQr"
"""The field whose text is drawn."""
LEAST = 22
"""Millimetres that no code is narrower than; one of few modules is easily read at that."""
MODULE = 0.39
"""Millimetres of a module in wider codes, above the 0.33 that scanners need: the largest code is 30 mm wide."""
_MARGIN, _SCALE = 4, 4
_SAYS = "EPC QR"


def with_payment_picture(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a letter's fields with the text of its payment code drawn; without one they stay as they are."""
    text = fields.get(FIELD)
    return {**fields, FIELD: payment_picture(text)} if isinstance(text, str) and text else fields


@lru_cache(maxsize=64)
def payment_picture(text: str) -> Picture:
    """Draw the text of a payment code (EPC069-12: UTF-8, error correction M, at most version 13).

    Raises ValueError for a text that is too long for such a code.
    """
    import segno  # noqa: PLC0415 - a tenth of a second that only letters with a code need

    code = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8")
    if int(code.version) > 13:
        raise ValueError("a payment code holds 331 bytes at most")
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=_SCALE, border=_MARGIN)
    across = code.symbol_size(border=_MARGIN)[0]
    return Picture(drawn.getvalue(), max(LEAST, math.ceil(across * MODULE)), _SAYS)
