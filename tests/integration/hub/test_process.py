"""The hub as a process: its command line, its embedded PostgreSQL, and how it ends."""

from __future__ import annotations

import io
import ipaddress
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
import requests
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.hub.__main__ import main
from sync.protocol.enrol import EnrolAnswer, ProvisioningCode
from tests.hub_fixtures import enrol_request

HUB = [sys.executable, "-m", "sync.hub"]


@pytest.fixture
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="guitai-hub-"))
    yield folder
    assert not running(folder), "PostgreSQL was left running"
    shutil.rmtree(folder)


def running(data: Path) -> bool:
    """Tell whether a PostgreSQL serves this folder."""
    try:
        pid = int((data / "pg" / "postmaster.pid").read_text().split()[0])
        return "postgres" in Path(f"/proc/{pid}/comm").read_text()
    except FileNotFoundError:
        return False


class Done(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def hub(command: str, data: Path, *arguments: str) -> Done:
    """Run a command of the hub in this process, beside those that serve."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([command, "--data", str(data), *arguments])
    return Done(code, out.getvalue(), err.getvalue())


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    line = [*HUB, "serve", "--data", str(data), *arguments]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        match = re.fullmatch(r"hub ready (https?://\S+:\d+)\n", said)
        assert match, f"{said!r}, then {process.communicate(timeout=10)}"
        # Read on, or a busy hub fills the pipe with its log and stands still.
        reader = threading.Thread(target=process.communicate, name="hub-log")
        reader.start()
        try:
            yield process, match[1]
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            reader.join(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(timeout=10)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_hub_says_when_it_is_ready_and_ends_cleanly(data: Path, number: signal.Signals) -> None:
    port_file = data / "port"
    with serving(data, "--port-file", str(port_file)) as (process, url):
        assert url == f"http://127.0.0.1:{port_file.read_text().strip()}"
        assert 200 == requests.get(f"{url}/v1/health", timeout=10).status_code
        process.send_signal(number)
        assert 0 == process.wait(timeout=30)
    assert not running(data)


def test_a_till_is_provisioned_while_the_hub_serves(data: Path) -> None:
    with serving(data) as (_, url):
        place = ("--code", "DX018", "--name", "测试店", "--time-zone", "Asia/Shanghai")
        assert "store 0018\n" == hub("init-store", data, "--id", "0018", *place).out
        text = hub("provision", data, "--store", "0018", "--desk", "1", "--url", url).out
        code = ProvisioningCode.from_text(text)
        assert (url, None) == (code.url, code.pin)
        _, request = enrol_request(code.secret)
        body = request.model_dump_json(by_alias=True)
        answer = requests.post(f"{code.url}/v1/enrol", data=body, timeout=10).json()
        enrolled = EnrolAnswer.model_validate(answer)
        assert code.trust == enrolled.trust.digest()
        listed = hub("devices", data).out.split("\t")
        assert ["0018", enrolled.device, "active", "1", "0"] == listed[:5]
        assert f"device {enrolled.device} of store 0018: draining\n" == (
            hub("revoke", data, enrolled.device).out
        )
        assert "revoked" in hub("revoke", data, enrolled.device, "--now").out
        assert "no device" in hub("revoke", data, "zzzzzzzz").err
        assert ["content", "member_code", "recovery", "release", "root"] == keys_kept(data)


def keys_kept(data: Path) -> list[str]:
    """Return the names of HQ's keys, which nobody else may read, nor the database."""
    keys = sorted((data / "keys").iterdir())
    assert {0o600} == {path.stat().st_mode & 0o777 for path in keys}
    assert {0o700} == {(data / name).stat().st_mode & 0o777 for name in ("keys", "pg")}
    return [path.stem for path in keys]


def test_a_file_is_loaded_once_and_a_bad_one_is_told_by_its_line(
    data: Path, tmp_path: Path
) -> None:
    lines = (
        f'{{"k":"customer","id":"c-{n}","b":{{"name":"测试"}},"stores":["0018"]}}\n'
        for n in range(20)
    )
    file = tmp_path / "people.jsonl.zst"
    file.write_bytes(zstandard.ZstdCompressor().compress("".join(lines).encode()))
    first = hub("load", data, str(file))
    assert "read 20, changed 20, linked 0 customer=20\n" == first.out
    assert "read 20, changed 0, linked 0\n" == hub("load", data, str(file)).out
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n")
    done = hub("load", data, str(bad))
    assert (1, "guitai-hub: line 1: needs k, id and b\n") == (done.code, done.err)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "hub.example"])
def test_plain_http_beyond_this_machine_is_refused_before_anything_starts(
    data: Path, host: str
) -> None:
    done = hub("serve", data, "--host", host)
    assert (2, "") == (done.code, done.out)
    assert done.err.startswith(f"guitai-hub: {host} is reached from other machines: give ")
    assert 1 == len(done.err.splitlines())
    assert [] == list(data.iterdir())


def test_a_hub_uses_the_postgresql_it_is_given(data: Path, hub_dsn: str) -> None:
    place = ("--dsn", hub_dsn)
    assert 0 == hub("init-store", data, *place, "--id", "7", "--code", "x", "--name", "x").code
    with serving(data, *place) as (_, url):
        assert requests.get(f"{url}/v1/health", timeout=10).ok
        assert not (data / "pg").exists()
        assert hub("provision", data, *place, "--store", "7", "--url", url).code == 0


def test_a_killed_hub_leaves_a_database_that_the_next_one_takes_up_and_ends(data: Path) -> None:
    with serving(data) as (process, _):
        hub("init-store", data, "--id", "0018", "--code", "x", "--name", "x")
        process.kill()
        process.wait(timeout=10)
    assert running(data)
    with serving(data) as (_, url):
        assert hub("provision", data, "--store", "0018", "--url", url).out.startswith("GT1.")
    assert not running(data)


def test_two_hubs_share_one_folder_and_the_last_one_ends_the_database(data: Path) -> None:
    with serving(data) as (_, first):
        started = time.monotonic()
        with serving(data) as (_, second):
            # The target is 2 s on an idle machine; tests may share it.
            assert time.monotonic() - started < 8
            assert first != second
        taken = [*HUB, "serve", "--data", str(data), "--port", first.rpartition(":")[2]]
        refused = subprocess.run(taken, capture_output=True, text=True, timeout=60, check=False)
        assert (1, 1) == (refused.returncode, len(refused.stderr.splitlines()))
        assert refused.stderr.startswith("guitai-hub: ")
        assert 200 == requests.get(f"{first}/v1/health", timeout=10).status_code
    assert not running(data)


def test_a_folder_with_a_long_name_nobody_else_may_enter_will_do() -> None:
    base = Path(tempfile.mkdtemp(prefix="guitai-hub-"))
    base.chmod(0o700)
    data = base / ("long-" * 25) / ("name-" * 25)
    try:
        assert 0 == hub("devices", data).code
        assert 0o700 == base.stat().st_mode & 0o777
        assert 0o700 == (data / "pg").stat().st_mode & 0o777
    finally:
        shutil.rmtree(base)


def test_a_hub_serves_https_and_provisions_with_its_certificates_pin(
    data: Path, tmp_path: Path
) -> None:
    certfile, keyfile = certificate(tmp_path)
    files = ("--certfile", str(certfile), "--keyfile", str(keyfile))
    with serving(data, *files) as (_, url):
        assert url.startswith("https://127.0.0.1:")
        # Held no longer than that: an open TLS connection makes the hub wait for its good-bye.
        assert requests.get(f"{url}/v1/health", verify=str(certfile), timeout=10).ok
        hub("init-store", data, "--id", "0018", "--code", "x", "--name", "x")
        text = hub("provision", data, "--store", "0018", "--url", url).out
    loaded = x509.load_pem_x509_certificate(certfile.read_bytes())
    assert loaded.fingerprint(hashes.SHA256()).hex() == ProvisioningCode.from_text(text).pin


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test hub")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certfile, keyfile = folder / "hub.crt", folder / "hub.key"
    certfile.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    keyfile.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certfile, keyfile
