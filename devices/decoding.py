"""From the bytes of a frame to text.

Scanners do not say which encoding a QR code was printed in. Chinese shops meet UTF-8 and
GBK; GB18030 contains GBK. Strict UTF-8 comes first because GBK text is almost never valid
UTF-8, while nearly any UTF-8 text is valid GB18030 and would come out as wrong characters.
"""

from __future__ import annotations


def decode_payload(raw: bytes) -> tuple[str, bool]:
    """Return (text, damaged). Damaged text is the bytes' Latin-1 picture, never a guess."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding), False
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), True
