"""Where a hub may listen."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.hub.errors import InsecureBindError
from sync.hub.serving import Address, write_port


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_plain_http_stays_on_this_machine(host: str) -> None:
    Address(host).check()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.5", "hub.example", ""])
def test_plain_http_beyond_it_is_refused(host: str) -> None:
    with pytest.raises(InsecureBindError):
        Address(host).check()


def test_with_a_certificate_any_address_will_do() -> None:
    Address("0.0.0.0", certfile=Path("x")).check()


def test_an_address_is_told_as_a_till_writes_it() -> None:
    assert "http://127.0.0.1:8" == Address().url(8)
    assert "https://[::1]:8" == Address("::1", certfile=Path("x")).url(8)


def test_the_port_file_appears_whole(tmp_path: Path) -> None:
    write_port(tmp_path / "port", 8080)
    assert [tmp_path / "port"] == list(tmp_path.iterdir())
    assert "8080\n" == (tmp_path / "port").read_text()
