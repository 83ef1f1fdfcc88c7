"""HQ's own keys, which tills trust: five pairs, made at the first start."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.hub.errors import InputError
from sync.protocol import chain
from sync.protocol.enrol import TrustBundle
from sync.protocol.member_code import FIRST_KEY, KEY_MAX

_SIZE: Final = 32
_CODE_KEY: Final = "member_code_"
_SIGNING: Final = ("root", "release", "content", "member_code")


@dataclass(frozen=True, slots=True)
class HubKeys:
    """The keys that sign configuration (`content`) and what tills do on HQ's word only (`root`),
    the one that opens what tills seal to HQ (`recovery`), and the public halves of all five.
    """

    root: Ed25519PrivateKey
    content: Ed25519PrivateKey
    recovery: X25519PrivateKey
    trust: TrustBundle


def open_keys(folder: Path, random_bytes: Callable[[int], bytes]) -> HubKeys:
    """Return the keys in `folder` (mode 0700, files 0600), making those that are not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    signing = {
        name: Ed25519PrivateKey.from_private_bytes(_raw(folder / f"{name}.key", random_bytes))
        for name in _SIGNING
    }
    recovery = X25519PrivateKey.from_private_bytes(_raw(folder / "recovery.key", random_bytes))
    public = {
        name: chain.to_text(key.public_key().public_bytes_raw()) for name, key in signing.items()
    }
    public["recovery"] = chain.to_text(recovery.public_key().public_bytes_raw())
    return HubKeys(
        root=signing["root"],
        content=signing["content"],
        recovery=recovery,
        trust=TrustBundle.model_validate(public),
    )


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """The keys that sign member codes, by number, the newest last."""

    folder: Path
    keys: Mapping[int, Ed25519PrivateKey]

    @property
    def newest(self) -> int:
        """Return the number of the key that signs."""
        return max(self.keys)

    def public(self, number: int) -> str:
        """Return the public half of a key (base64url)."""
        return chain.to_text(self.keys[number].public_key().public_bytes_raw())


def open_code_keys(folder: Path, random_bytes: Callable[[int], bytes]) -> CodeKeys:
    """Return the keys of member codes in `folder`; the first is that of the trust bundle."""
    open_keys(folder, random_bytes)
    found = {FIRST_KEY: folder / "member_code.key"}
    for path in folder.glob(f"{_CODE_KEY}*.key"):
        found[int(path.stem.removeprefix(_CODE_KEY))] = path
    keys = {
        number: Ed25519PrivateKey.from_private_bytes(path.read_bytes())
        for number, path in sorted(found.items())
    }
    return CodeKeys(folder, keys)


def add_code_key(keys: CodeKeys, random_bytes: Callable[[int], bytes]) -> CodeKeys:
    """Make the next key of member codes. Raise InputError when there is no number left."""
    number = keys.newest + 1
    if number > KEY_MAX:
        raise InputError(f"no number left for a key: {KEY_MAX} is the last")
    _raw(keys.folder / f"{_CODE_KEY}{number}.key", random_bytes)
    return open_code_keys(keys.folder, random_bytes)


def _raw(path: Path, random_bytes: Callable[[int], bytes]) -> bytes:
    """Return the private key in `path`. Two hubs that start at once end up with the same one."""
    if not path.exists():
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(random_bytes(_SIZE))
            file.flush()
            os.fsync(descriptor)
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_bytes()
