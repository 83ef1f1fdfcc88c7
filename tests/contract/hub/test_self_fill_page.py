"""HQ's one page for customers: it is served whole, and a browser lets it do next to nothing."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from queue import Queue

import pytest
import requests

from resources.lookup import read_text
from sync.hub.app import create_app
from sync.hub.hub import Hub
from sync.hub.serving import Address, HubServer
from terminal.domain.self_fill import PATH

PAGE = read_text("pages", "self_fill.html")


@pytest.fixture
def url(memory_hub: Hub) -> Iterator[str]:
    ready: Queue[str] = Queue()
    app = create_app(memory_hub)
    server = HubServer(app, Address(), on_ready=lambda at, _: ready.put(at))
    thread = threading.Thread(target=server.run, name="test-hub")
    thread.start()
    yield ready.get(timeout=10)
    server.stop()
    thread.join()


def test_the_page_is_served_whole_and_may_run_its_own_script_and_nothing_else(url: str) -> None:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(f"{url}{PATH}", timeout=10)
        post = session.post(f"{url}{PATH}", data={"name": "x"}, timeout=10)
    assert (200, PAGE) == (answer.status_code, answer.content.decode())
    policy = answer.headers["content-security-policy"]
    (script,) = re.findall(r"<script>(.*?)</script>", PAGE, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    for part in ("default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "connect-src" not in policy, "what is not named is what default-src says: none"
    assert "no-referrer" == answer.headers["referrer-policy"]
    assert 405 == post.status_code, "nothing is taken there"


def test_the_page_loads_nothing_from_anywhere_and_keeps_nothing() -> None:
    for way in ("http:", "https:", "src=", "href=", "fetch(", "XMLHttp", "localStorage", "cookie"):
        assert way not in PAGE
    assert not re.search(r'\son\w+="|style="', PAGE), "the policy would block them"
