"""The wheel holds what the program reads at run time, and nothing of the workshop."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Final

import pytest

from installer.build import PACKAGES, BuildError, build_wheel

ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = {".sql", ".json", ".qm", ".ts", ".qss", ".svg"}


def _copy(to: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", to)
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in (*PACKAGES, "tests"):
        shutil.copytree(ROOT / folder, to / folder, ignore=ignore)
    return to


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """Return the wheel, built once from a copy of the tree."""
    tree = _copy(tmp_path_factory.mktemp("tree"))
    return zipfile.Path(build_wheel(tree, tmp_path_factory.mktemp("out")))


def _names(wheel: zipfile.Path) -> list[str]:
    return wheel.root.namelist()


def test_the_wheel_holds_every_data_file_of_the_tree(wheel: zipfile.Path) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in DATA
    }
    assert wanted
    assert set() == wanted - set(_names(wheel))


def test_the_wheel_holds_our_packages_and_no_tests(wheel: zipfile.Path) -> None:
    tops = {name.partition("/")[0] for name in _names(wheel)}
    assert set(PACKAGES) == {top for top in tops if not top.endswith(".dist-info")}


def test_a_data_file_of_a_kind_not_declared_stops_the_build(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    _copy(tree)
    (tree / "resources" / "notes.unheard").write_text("data", "utf-8")
    with pytest.raises(BuildError, match=re.escape("resources/notes.unheard")):
        build_wheel(tree, tmp_path / "out")
