"""Bytes at the hub's edge."""

from __future__ import annotations

import pytest
import zstandard

from sync.agent.http_transport import encode_request
from sync.hub import wire
from sync.hub.errors import RefusedError
from sync.protocol.cycle import BODY_BYTES_MAX, PullFrom
from sync.protocol.problems import ProblemCode


def refused(body: bytes, encoding: str) -> ProblemCode:
    with pytest.raises(RefusedError) as caught:
        wire.unpack(body, encoding)
    return caught.value.problem


@pytest.mark.parametrize("encoding", ["", "identity", " Identity "])
def test_a_plain_body_passes_as_it_is(encoding: str) -> None:
    assert b"{}" == wire.unpack(b"{}", encoding)


@pytest.mark.parametrize("sized", [True, False])
def test_a_frame_is_unpacked_whether_or_not_it_tells_its_size(sized: bool) -> None:
    packed = zstandard.ZstdCompressor(write_content_size=sized).compress(b"x" * 1_000)
    assert b"x" * 1_000 == wire.unpack(packed, "zstd")


def test_a_body_of_the_greatest_size_passes_and_one_byte_more_does_not() -> None:
    full = b"x" * BODY_BYTES_MAX
    compress = zstandard.ZstdCompressor().compress
    assert full == wire.unpack(compress(full), "zstd")
    assert ProblemCode.TOO_LARGE == refused(compress(full + b"x"), "zstd")
    assert ProblemCode.TOO_LARGE == refused(full + b"x", "")


def test_a_frame_that_wants_much_memory_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, write_content_size=False)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    frame = compressor.compress(b"x") + compressor.flush()
    assert ProblemCode.MALFORMED == refused(frame, "zstd")


@pytest.mark.parametrize("cut", [1, 4, 10])
def test_a_cut_frame_is_refused_or_yields_no_json(cut: int) -> None:
    packed = zstandard.ZstdCompressor().compress(b'{"s":"g","after":1}')
    with pytest.raises(RefusedError) as caught:
        wire.parse(PullFrom, wire.unpack(packed[:-cut], "zstd"))
    assert ProblemCode.MALFORMED == caught.value.problem


@pytest.mark.parametrize("pack", ["an answer", "a request"])
def test_no_damage_on_the_way_turns_a_message_into_another(pack: str) -> None:
    words = ",".join(f"SUBJECT_NOT_VISIBLE_{n * n}" for n in range(60))
    if pack == "an answer":
        said = words.encode()
        packed, _ = wire.pack(said, "zstd")
    else:
        packed, _ = encode_request(PullFrom.model_construct(s=words, after=1))
        said = wire.unpack(packed, "zstd")
    for at in range(len(packed)):
        for byte in (b"\x00", b"\xff"):
            damaged = packed[:at] + byte * min(8, len(packed) - at) + packed[at + 8 :]
            try:
                assert said == wire.unpack(damaged, "zstd")
            except RefusedError:
                continue


def test_only_long_answers_are_compressed_and_only_for_who_can_read_them() -> None:
    long, short = b"x" * 513, b"x" * 512
    packed, encoding = wire.pack(long, "gzip, ZSTD")
    assert "zstd" == encoding
    assert long == wire.unpack(packed, "zstd")
    assert (long, None) == wire.pack(long, "gzip")
    assert (short, None) == wire.pack(short, "zstd")


@pytest.mark.parametrize("body", [b'{"s":"g","after":-1}', b'{"s":"","after":1}', b"1e999", b"NaN"])
def test_a_message_out_of_form_is_malformed(body: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        wire.parse(PullFrom, body)
    assert ProblemCode.MALFORMED == caught.value.problem
    assert "HQ_MALFORMED" == str(caught.value)


def test_what_a_message_says_is_not_kept_for_the_next_one() -> None:
    first, second = (wire.parse(PullFrom, b'{"s":"s:0018","after":1}') for _ in range(2))
    assert first == second
    assert first.s is not second.s
