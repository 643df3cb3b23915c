"""Files of deploy/ and the page that explains them name what exists, without what they start."""

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from itasearch.cli.main import app

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
CADDY = shutil.which("caddy")

SERVICES: Mapping[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
UNIT = (DEPLOY / "itasearch.service").read_text(encoding="utf-8")
VARIABLE = re.compile(r"\bITASEARCH_[A-Z_]*[A-Z]\b")


def known_variables() -> set[str]:
    """Every variable that a module of the package reads."""
    modules = (ROOT / "itasearch").rglob("*.py")
    return {name for one in modules for name in VARIABLE.findall(one.read_text("utf-8"))}


def assert_is_a_command(words: list[str]) -> None:
    """The command line takes these words; typer exits where it does not."""
    verbs = typer.main.get_command(app)
    verb = verbs.commands[words[0]]  # type: ignore[attr-defined]
    verb.make_context(words[0], words[1:])


def settings_of(unit: str) -> Iterator[tuple[str, str]]:
    """Names and values of a unit, in order; a name may come again."""
    for line in unit.splitlines():
        if line and line[0] not in "#[":
            name, _, value = line.partition("=")
            yield name, value


@pytest.mark.parametrize(
    "text",
    [PAGE, *(one.read_text("utf-8") for one in sorted(DEPLOY.iterdir()))],
    ids=["server.md", *(one.name for one in sorted(DEPLOY.iterdir()))],
)
def test_variables_that_are_named_exist(text: str) -> None:
    assert set(VARIABLE.findall(text)) - known_variables() == set()


def test_the_units_command_is_one() -> None:
    (command,) = [value for name, value in settings_of(UNIT) if name == "ExecStart"]
    program, *words = shlex.split(command)

    assert program.endswith("/bin/itasearch")
    assert_is_a_command(words)


def test_the_unit_can_be_read_by_systemd(tmp_path: Path) -> None:
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("no systemd installed")
    # The program and its user are not on this machine.
    unit = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT, flags=re.MULTILINE)
    unit = re.sub(r"^(User|Group|EnvironmentFile)=.*\n", "", unit, flags=re.MULTILINE)
    copy = tmp_path / "itasearch.service"
    copy.write_text(unit, encoding="utf-8")

    done = subprocess.run([systemd, "verify", copy], capture_output=True, text=True, check=False)

    about_it = [line for line in done.stderr.splitlines() if "itasearch" in line]
    assert (done.returncode, about_it) == (0, [])


def test_the_servers_commands_in_containers_are_ones() -> None:
    commands = [
        one["command"] for one in SERVICES["services"].values() if one.get("image") == "itasearch"
    ]
    (default,) = re.findall(r"^CMD (\[.*\])$", (DEPLOY / "Containerfile").read_text("utf-8"), re.M)

    assert len(commands) == 3
    for words in (*commands, yaml.safe_load(default)):
        assert_is_a_command(words)


def test_services_of_the_compose_file_depend_on_such_as_there_are() -> None:
    services = SERVICES["services"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        named = [one.partition(":")[0] for one in service.get("volumes", ())]
        assert {one for one in named if one[0] not in "./"} <= set(SERVICES["volumes"])
    upstreams = services["caddy"]["environment"]["UPSTREAMS"].split()
    assert {one.partition(":")[0] for one in upstreams} == {"app1", "app2"} <= set(services)


def test_every_secret_of_the_compose_file_is_in_its_example() -> None:
    needed = re.findall(r"\$\{(\w+):\?\}", (DEPLOY / "compose.yaml").read_text("utf-8"))
    example = (DEPLOY / ".env.example").read_text(encoding="utf-8")

    assert set(needed) == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_the_image_installs_extras_that_there_are() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    source = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (named,) = re.findall(r"'\.\[([a-z,]+)\]'", source)

    assert set(named.split(",")) <= set(extras["optional-dependencies"])
    for copied in re.findall(r"^COPY (.+) \S+$", source, re.MULTILINE):
        assert all((ROOT / one).exists() for one in copied.split())


def as_server(folder: Path, settings: str) -> subprocess.CompletedProcess[str]:
    """itasearch-as-server with these settings, as it would start itasearch; it prints its
    environment in its place."""
    file, script = folder / "itasearch.env", (DEPLOY / "itasearch-as-server").read_text("utf-8")
    file.write_text(settings, encoding="utf-8")
    script = script.replace("/etc/itasearch/itasearch.env", shlex.quote(str(file)))
    script = script.replace("runuser --user itasearch -- /opt/itasearch/.venv/bin/itasearch", "env")
    around = {**os.environ, "ITASEARCH_HOME": "/another", "ITASEARCH_ENCODER": "another"}
    return subprocess.run(
        ["sh", "-c", script], env=around, cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_servers_command_reads_the_settings_as_systemd_does(tmp_path: Path) -> None:
    settings = (DEPLOY / "itasearch.env").read_text(encoding="utf-8")
    settings += """ITASEARCH_OIDC_CLIENT_SECRET=a$b`c`&d e
ITASEARCH_API_KEYS="x $y"
"""
    lines = [one for one in settings.splitlines() if one and not one.startswith("#")]
    written = dict(one.split("=", 1) for one in lines) | {"ITASEARCH_API_KEYS": "x $y"}

    found = as_server(tmp_path, settings)

    read = dict(one.split("=", 1) for one in found.stdout.splitlines())
    assert {name: read.get(name) for name in written} == written
    assert read["ITASEARCH_HOME"] == "/var/lib/itasearch"
    assert "ITASEARCH_ENCODER" not in read


def test_the_servers_command_says_who_acts_and_what_it_cannot_read(tmp_path: Path) -> None:
    said = as_server(tmp_path, "")
    broken = as_server(tmp_path, "ITASEARCH_URL\n")

    assert "user itasearch, library /var/lib/itasearch, settings " in said.stderr
    assert broken.returncode == 2
    assert "itasearch.env: no NAME=value: ITASEARCH_URL" in broken.stderr


def test_the_page_uses_files_and_verbs_that_there_are() -> None:
    files = set(re.findall(r"\bdeploy/([\w.-]+[\w])", PAGE))
    as_server = re.findall(r"^ *sudo itasearch-as-server (\w+)", PAGE, re.MULTILINE)
    verbs = typer.main.get_command(app).commands  # type: ignore[attr-defined]

    assert {one for one in files if not (DEPLOY / one).exists()} == set()
    assert "compose.yaml" in files
    assert set(as_server) <= set(verbs)


@pytest.mark.skipif(CADDY is None, reason="no caddy installed")
def test_caddy_reads_its_file_with_the_pages_lines_for_passwords(tmp_path: Path) -> None:
    (people,) = re.findall(r"^```text\n(\t@people .+?)```$", PAGE, re.MULTILINE | re.DOTALL)
    (names_them,) = re.findall(r"^```text\n(\t\theader_up .+?)```$", PAGE, re.MULTILINE | re.DOTALL)
    people = people.replace("HASH", "$2a$14$kqPrCSZT8Q0Fqif3uIJyI.n9Q0OUVyDSJIaUUpwdcvrxHzZ.ok.C.")
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    text = text.replace("\treverse_proxy", f"{people}\treverse_proxy")
    changed = tmp_path / "Caddyfile"
    changed.write_text(
        text.replace("\t\theader_up -X-Forwarded-User\n", names_them), encoding="utf-8"
    )

    done = subprocess.run(
        [str(CADDY), "validate", "--adapter", "caddyfile", "--config", changed],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "basicauth @people" in changed.read_text("utf-8")
    assert "http.auth.user.id" in changed.read_text("utf-8")


@pytest.mark.skipif(CADDY is None, reason="no caddy installed")
def test_caddy_reads_its_file_for_one_process_and_for_two(tmp_path: Path) -> None:
    two = {"UPSTREAMS": "app1:8501 app2:8501", "COOKIE_KEY": "0f3a", "SITE": "ita.example.go.th"}
    for environment in ({}, two):
        done = subprocess.run(
            [str(CADDY), "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"],
            env={**os.environ, "HOME": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stderr
