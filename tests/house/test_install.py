"""What the project installs: what pyproject.toml names is locked with hashes, imported or explained, and runs."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

OURS = {"pages", "rattrapage", "tests"}
LOCKS = ("requirements.txt", "requirements-dev.txt")
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
OWNERS = importlib.metadata.packages_distributions()
TOML = tomllib.loads(PYPROJECT)
RUN = TOML["project"]["dependencies"]
BUILD, DEV = TOML["dependency-groups"]["build"], TOML["dependency-groups"]["dev"]


def split(requirement: str) -> tuple[str, str]:
    """The normalised name and the version of `Name[extra]==version`."""
    name, version = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==(\S+)", requirement).groups()
    return normal(name), version


def normal(name: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes by package name of a lock; fails on any line of another kind."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    entry = re.compile(r"([a-z0-9-]+)==(\S+)(?: ; [^#\\]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*")
    found = [entry.fullmatch(line) for line in lines]
    assert not [line for line, match in zip(lines, found, strict=True) if match is None]
    return {match[1]: (match[2], match[3].count("--hash=")) for match in found}


def imported(*places: str) -> set[str]:
    """The modules of others that the Python files under `places` import, wherever in the file."""
    names = {name for place in places for path in files(ROOT / place) for name in modules(path)}
    return names - sys.stdlib_module_names - OURS


def files(place: Path) -> list[Path]:
    """The Python files under a folder, or the file itself."""
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def modules(path: Path) -> Iterator[str]:
    """The top-level names that a file imports from outside its own package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def packages(module: str) -> set[str]:
    """The installed packages that bring a module."""
    return {normal(name) for name in OWNERS.get(module, ())}


@pytest.mark.parametrize(
    ("lock", "requirements"), [("requirements.txt", RUN + BUILD), ("requirements-dev.txt", RUN + BUILD + DEV)]
)
def test_each_dependency_stands_in_the_lock_at_its_version(lock, requirements):
    entries = locked(lock)
    named = dict(map(split, requirements))
    assert {name: entries.get(name, ("missing",))[0] for name in named} == named


def test_what_runs_is_what_is_tested():
    run, dev = map(locked, LOCKS)
    assert {name: dev.get(name) for name in run} == run


def test_what_builds_the_project_is_locked():
    assert TOML["build-system"]["requires"] == BUILD


@pytest.mark.parametrize(
    ("places", "requirements"),
    [(["app.py", "pages", "rattrapage"], RUN), (["app.py", "pages", "rattrapage", "tests"], RUN + BUILD + DEV)],
    ids=["run", "dev"],
)
def test_what_is_imported_is_named(places, requirements):
    named = {name for name, _ in map(split, requirements)}
    assert not {module for module in imported(*places) if named.isdisjoint(packages(module))}


def test_a_dependency_that_nothing_imports_has_its_reason_beside_it():
    product, all_of_it = imported("app.py", "pages", "rattrapage"), imported("app.py", "pages", "rattrapage", "tests")
    for requirement in RUN + BUILD + DEV:
        name, _ = split(requirement)
        reasons = re.findall(rf'^ +"{re.escape(requirement)}",(.*)$', PYPROJECT, re.MULTILINE)
        assert len(reasons) == 1, f"{requirement} stands on {len(reasons)} lines of its own"
        explained = bool(re.match(r" # not imported.*: \w", reasons[0]))
        modules_in_use = product if requirement in RUN else all_of_it
        assert explained != any(name in packages(module) for module in modules_in_use), requirement


@pytest.mark.slow
def test_the_installed_command_finds_the_project_from_any_folder(tmp_path):
    command = Path(sys.executable).with_name("rattrapage")
    assert command.exists(), "./test.sh installs the project itself in .venv"
    done = subprocess.run(
        [command, "sample", "--out", "sample", "--families", "5"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    done = subprocess.run(
        [command, "--db", "a.duckdb", "import", "sample"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "families : 5 lues = 5 acceptées" in done.stdout
