"""``ampgen breaking`` and where it takes an old version from."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ampgen.breaking import CATEGORIES
from ampgen.cli import breaking
from ampgen.cli.running import run

OLD = """schema acme.users

import acme.common

interface Users {
    command Register(name: str, country: common.Country) -> (id: int)
    command Remove(id: int)
}
"""
NEW = OLD.replace("name: str,", "name: str, email: str,")
COMMON = """schema acme.common

enum Country {
    de
    fr
}
"""
FOUND = ["request-required-added"]

Ran = Callable[..., tuple[int, str]]


@pytest.fixture
def ampgen(capfd: pytest.CaptureFixture[str]) -> Ran:
    """Run a command in this process: its status, and what it said."""

    def ran(*arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        status = run(["breaking", *arguments])
        return status, capfd.readouterr().err

    return ran


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with schemas and go there."""
    folder = tmp_path / "project"
    write(folder, OLD)
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    return folder


@pytest.fixture
def repository(project: Path) -> Path:
    """Commit the schemas on ``main``, tagged ``v1``, and break them on another branch."""
    git(project, "init", "-q", "-b", "main")
    commit(project, "one")
    git(project, "tag", "v1")
    git(project, "checkout", "-q", "-b", "work")
    write(project, NEW)
    return project


def write(folder: Path, users: str, common: str = COMMON) -> None:
    home = folder / "protocols" / "acme"
    home.mkdir(parents=True, exist_ok=True)
    (home / "users.amp").write_text(users, "utf-8")
    (home / "common.amp").write_text(common, "utf-8")


def git(folder: Path, *arguments: str) -> str:
    name = [
        "-c",
        "user.name=n",
        "-c",
        "user.email=n@example.org",
        "-c",
        "protocol.file.allow=always",
    ]
    done = subprocess.run(
        ["git", *name, *arguments], cwd=folder, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode().strip()


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def rules(said: str) -> list[str]:
    document = json.loads(said)
    return [one["rule"] for one in document["findings"]]


def test_without_a_word_it_is_where_the_branch_left_main(repository: Path, ampgen: Ran) -> None:
    commit(repository, "two")
    git(repository, "checkout", "-q", "main")
    write(repository, OLD.replace("command Remove", "command Ban(id: int)\n    command Remove"))
    commit(repository, "what others did meanwhile")
    git(repository, "checkout", "-q", "work")
    status, said = ampgen("protocols")
    assert status == 1
    assert "compared with main at " in said
    assert "protocols/acme/users.amp:6:33: error[request-required-added]" in said
    assert "::: main:protocols/acme/users.amp" not in said  # Nothing stood there.
    assert "Ban" not in said
    status, said = ampgen("protocols", "--against", "git:main~0", "--format", "json")
    assert (status, rules(said)) == (1, ["command-removed", *FOUND])


def test_what_nobody_committed_counts(repository: Path, ampgen: Ran) -> None:
    git(repository, "checkout", "-q", "main")
    status, said = ampgen("protocols", "--format", "json")
    assert (status, rules(said)) == (1, FOUND)
    git(repository, "checkout", "-q", "--", ".")
    assert ampgen("protocols", "--format", "json")[0] == 0


@pytest.mark.parametrize("name", ["v1", "git:v1", "git:main", "git:HEAD", "main"])
def test_a_reference_is_a_branch_or_a_tag(repository: Path, ampgen: Ran, name: str) -> None:
    status, said = ampgen("protocols", "--against", name, "--format", "json")
    assert (status, rules(said)) == (1, FOUND)


def test_one_file_is_compared_with_the_file_of_its_place_or_its_name(
    repository: Path, ampgen: Ran
) -> None:
    file = repository / "protocols" / "acme" / "users.amp"
    assert rules(ampgen(str(file), "--format", "json")[1]) == FOUND
    (repository / "src").mkdir()
    git(repository, "mv", "protocols/acme", "src/acme")
    assert rules(ampgen("src", "--format", "json")[1]) == FOUND


def test_a_schema_that_is_gone_is_missed_where_its_folder_was_named(
    repository: Path, ampgen: Ran
) -> None:
    home = repository / "protocols" / "acme"
    (home / "users.amp").unlink()
    status, said = ampgen("protocols", "--format", "json")
    assert (status, rules(said)) == (1, ["command-removed"])
    (home / "more.amp").write_text("schema acme.more\ninterface More { command Do() }")
    status, said = ampgen(str(home / "more.amp"), "--format", "concise")
    assert status == 0
    assert "has none of these schemas" in said


def test_the_settings_name_schemas_by_patterns(repository: Path, ampgen: Ran) -> None:
    (repository / "pyproject.toml").write_text(
        '[tool.ampgen]\nschemas = ["protocols/**/u*.amp"]\ninclude = ["protocols"]\n'
    )
    assert rules(ampgen("--format", "json")[1]) == FOUND


def test_a_reference_that_is_not_there(repository: Path, ampgen: Ran) -> None:
    (repository / "acme-1.0.tar.gz").write_bytes(b"\x1f\x8b")
    for name, way in (
        ("git:nope", "name a branch, a tag or a commit"),
        ("git:mian", "did you mean `git:main`?"),
        ("git:--upload-pack=touch x", "name a branch"),
        ("git:", "name a branch"),
        ("git:main\x1b[31m\n", "`main\\x1b[31m\\n`"),
        ("git:HEAD^{tree}", "name a branch"),
        ("nowhere.amp", "write a path"),
        ("installed:there-is-no-such", "there is no distribution"),
        ("installed:", "name a distribution, as in `installed:acme-schemas`"),
        ("acme-1.0.tar.gz", "unpack it, and name the folder"),
    ):
        status, said = ampgen("protocols", "--against", name)
        assert status == 3, said
        assert way in said
        assert "\x1b" not in said
        assert said.count("\n") == 1
    assert not (repository / "x").exists()


def test_nothing_to_compare_with(project: Path, ampgen: Ran) -> None:
    status, said = ampgen("protocols")
    assert status == 2
    assert "is in no git repository; name the old version, as in" in said
    assert ampgen("protocols", "--against", "git:main")[0] == 3
    status, said = ampgen("protocols", "--against", "v1")
    assert status == 3
    assert "there is no file or folder `v1` to compare with" in said
    assert "is in no git repository" in said
    git(project, "init", "-q", "-b", "main")
    status, said = ampgen("protocols")
    assert status == 2
    assert "has no branch `main`" in said
    status, said = ampgen("protocols", "--against", "git:main")
    assert status == 3
    assert "there is no commit in" in said


def test_a_shallow_clone_is_told_what_to_fetch(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ampgen: Ran
) -> None:
    commit(repository, "two")
    clone = tmp_path / "clone"
    url = repository.as_uri()
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=work", url, str(clone))
    monkeypatch.chdir(clone)
    for name, way in (
        ("git:main", "git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main"),
        ("git:v1", "git fetch --depth=1 origin tag v1"),
    ):
        status, said = ampgen("protocols", "--against", name)
        assert status == 3
        assert way in said
    # What it says helps.
    git(clone, "fetch", "-q", "--depth=1", "origin", "tag", "v1")
    assert rules(ampgen("protocols", "--against", "git:v1", "--format", "json")[1]) == FOUND
    git(clone, "fetch", "-q", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    status, said = ampgen("protocols")
    assert status == 3
    assert "git fetch --unshallow" in said
    git(
        clone, "fetch", "-q", "--unshallow", "origin",
        "+refs/heads/main:refs/remotes/origin/main",
    )  # fmt: skip
    assert rules(ampgen("protocols", "--format", "json")[1]) == FOUND


def test_nothing_that_a_repository_configures_is_run(
    repository: Path, monkeypatch: pytest.MonkeyPatch, ampgen: Ran
) -> None:
    trap = repository / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {repository}/sprung\n")
    trap.chmod(0o755)
    (repository / ".gitattributes").write_text("*.amp filter=trap diff=trap\n")
    hooks = repository / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        (hooks / name).write_text(trap.read_text())
        (hooks / name).chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "pager.ls-tree", "filter.trap.smudge", "filter.trap.clean",
        "diff.trap.textconv", "diff.external", "core.sshCommand", "core.askPass",
        "core.alternateRefsCommand", "gpg.program", "alias.cat-file", "alias.rev-parse",
        "core.gitProxy", "credential.helper",
    ):  # fmt: skip
        git(repository, "config", key, f"!{trap}" if key.startswith("alias") else str(trap))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_DIR", str(repository / "elsewhere"))
    status, said = ampgen("protocols", "--format", "json")
    assert (status, rules(said)) == (1, FOUND)
    assert not (repository / "sprung").exists()


def test_a_partial_clone_fetches_nothing_by_itself(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ampgen: Ran
) -> None:
    commit(repository, "two")
    git(repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(
        tmp_path, "clone", "-q", "--filter=blob:none", "--branch=work", repository.as_uri(),
        str(clone),
    )  # fmt: skip
    monkeypatch.chdir(clone)
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    git(clone, "config", "remote.origin.uploadpack", str(trap))
    status, said = ampgen("protocols", "--against", "git:v1")
    assert status == 3
    assert "the clone lacks v1:protocols/acme/" in said and "git cat-file -e" in said
    assert not (tmp_path / "sprung").exists()


def test_an_old_version_that_is_wrong_is_told_with_its_place(
    repository: Path, ampgen: Ran
) -> None:
    write(repository, OLD.replace("str", "strr"))
    commit(repository, "wrong")
    git(repository, "tag", "bad")
    write(repository, NEW)
    status, said = ampgen("protocols", "--against", "git:bad")
    assert status == 1
    assert "bad:protocols/acme/users.amp:6:28: error[unknown-type]" in said
    assert "cannot be compared with" in said and "`--against git:v1.2`" in said
    status, said = ampgen("protocols", "--against", "git:bad", "--format", "json")
    assert (status, rules(said)) == (1, ["unknown-type"])


def test_a_new_version_that_is_wrong_is_told_alone(repository: Path, ampgen: Ran) -> None:
    write(repository, OLD.replace("str", "strr"))
    status, said = ampgen("protocols", "--format", "json")
    assert (status, rules(said)) == (1, ["unknown-type"])


def test_a_link_is_not_followed(repository: Path, ampgen: Ran) -> None:
    git(repository, "checkout", "-q", "main")
    file = repository / "protocols" / "acme" / "users.amp"
    file.unlink()
    file.symlink_to("/etc/passwd")
    commit(repository, "a link")
    file.unlink()
    write(repository, NEW)
    status, said = ampgen("protocols", "--against", "git:HEAD~0")
    assert status == 3
    assert "it is a symbolic link" in said and "root:" not in said


def test_transitive_means_every_tag_since(repository: Path, ampgen: Ran) -> None:
    git(repository, "checkout", "-q", "main")
    write(repository, OLD.replace("command Remove", "command Ban(id: int)\n    command Remove"))
    commit(repository, "two")
    git(repository, "tag", "v2")
    write(repository, OLD)
    commit(repository, "three")
    git(repository, "tag", "v3")
    write(repository, OLD.replace("    command Remove(id: int)\n", ""))
    for more, found in (
        ([], ["command-removed"]),
        (["--transitive"], ["command-removed"] * 2),
        (["--against", "git:v3", "--transitive"], ["command-removed"]),
        (["--against", "git:v3", "--against", "git:v2"], ["command-removed"] * 2),
    ):
        status, said = ampgen("protocols", "--format", "json", *more)
        assert (status, rules(said)) == (1, found)


def test_a_folder_a_file_and_a_description(
    project: Path, ampgen: Ran, capfd: pytest.CaptureFixture[str]
) -> None:
    write(project / "old", OLD)
    file = "protocols/acme/users.amp"
    assert run(["describe", f"old/{file}"]) == 0
    (project / "old.json").write_text(capfd.readouterr().out)
    write(project, NEW)
    for old in ("old", "old/protocols", f"old/{file}", "old.json"):
        status, said = ampgen(file, "--against", old, "--format", "json")
        assert (status, rules(said)) == (1, FOUND), old
    (project / "empty").mkdir()
    status, said = ampgen(file, "--against", "empty")
    assert (status, said) == (3, "ampgen: there is no .amp file in empty\n")


def test_a_wheel_and_an_installed_distribution(project: Path, ampgen: Ran) -> None:
    wheel = project / "acme_schemas-1.0-py3-none-any.whl"
    files = {
        "acme_schemas/acme/users.amp": OLD,
        "acme_schemas/acme/common.amp": COMMON,
        "acme_schemas-1.0.dist-info/METADATA": "Name: acme-schemas\nVersion: 1.0\n",
        "acme_schemas-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\n",
        "acme_schemas-1.0.dist-info/entry_points.txt": "[ampgen.schemas]\nacme = acme_schemas\n",
    }
    record = "".join(f"{name},,\n" for name in files)
    site = project / "site-packages"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, "acme_schemas-1.0.dist-info/RECORD": record}.items():
            archive.writestr(name, text)
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text)
    write(project, NEW)
    for more in (
        ["--against", wheel.name],
        ["--against", "installed:acme.schemas", "--env", "site-packages"],
    ):
        status, said = ampgen("protocols", "--format", "json", *more)
        assert (status, rules(said)) == (1, FOUND)
    status, said = ampgen("protocols", *more)
    assert "compared with installed:acme.schemas" in said
    wheel.write_bytes(b"no wheel")
    assert ampgen("protocols", "--against", wheel.name)[0] == 3


def test_an_allowed_break_is_not_told(repository: Path, ampgen: Ran) -> None:
    allow = "    // ampgen: allow request-required-added until 2.0: everybody is upgraded\n"
    write(repository, NEW.replace("    command Register", f"{allow}    command Register"))
    assert ampgen("protocols", "--format", "json")[0] == 0
    write(repository, OLD.replace("    command Register", f"{allow}    command Register"))
    status, said = ampgen("protocols", "--format", "json")
    assert (status, rules(said)) == (0, ["unused-allowance"])
    settings = repository / "pyproject.toml"
    settings.write_text('[tool.ampgen]\nignore = ["unused-allowance"]\n')
    assert rules(ampgen("protocols", "--format", "json")[1]) == []
    write(repository, NEW.replace("    command Register", f"{allow}    command Register"))
    settings.write_text('[project]\nversion = "2.0"\n')
    status, said = ampgen("protocols", "--format", "json")
    assert (status, rules(said)) == (1, ["unused-allowance", *FOUND])


def test_a_description_is_compared_too(
    repository: Path, ampgen: Ran, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["describe", "protocols/acme/users.amp"]) == 0
    (repository / "new.json").write_text(capfd.readouterr().out)
    status, said = ampgen("new.json", "--against", "git:v1", "--format", "json")
    assert (status, rules(said)) == (1, FOUND)


def test_who_is_upgraded_first_decides(repository: Path, ampgen: Ran) -> None:
    for first, status in (("any", 1), ("server", 1), ("client", 0)):
        assert ampgen("protocols", "--first", first, "--format", "json")[0] == status
    status, said = ampgen("protocols", "--first", "sever")
    assert status == 2
    assert "no protocol has a role `sever`; there are `client`, `server`, and `any`" in said


def test_all_formats_tell_both_places(repository: Path, ampgen: Ran) -> None:
    write(repository, OLD.replace("name: str", "name: bytes"))
    for format in ("text", "concise", "json", "github", "sarif"):
        status, said = ampgen("protocols", "--format", format)
        assert status == 1
        assert "request-type-changed" in said
        assert ("main:protocols/acme/users.amp" in said) == (format not in ("concise", "sarif"))
    log = json.loads(said)
    (result,) = log["runs"][0]["results"]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == (
        "main%3Aprotocols/acme/users.amp"
    )


def test_categories_are_told_when_they_are_asked_for(repository: Path, ampgen: Ran) -> None:
    assert breaking.CATEGORIES == (*CATEGORIES, "all")
    write(repository, OLD.replace("name: str", "name: str, nick: str?"))
    for category, found, status in (
        ("wire", [], 0),
        ("info", ["request-optional-added"], 0),
        ("all", ["request-optional-added"], 0),
        ("source", [], 0),
    ):
        ran, said = ampgen("protocols", "--category", category, "--format", "json")
        assert (ran, rules(said)) == (status, found)


def test_a_link_to_another_schema_of_the_repository_is_read(repository: Path, ampgen: Ran) -> None:
    git(repository, "checkout", "-q", "main")
    write(repository, OLD)
    home = repository / "protocols" / "acme"
    (repository / "src").mkdir()
    (home / "users.amp").rename(repository / "src" / "people.amp")
    (home / "users.amp").symlink_to("more.amp")
    (home / "more.amp").symlink_to("../../src/people.amp")
    (repository / "circle.amp").symlink_to("circle.amp")
    commit(repository, "links")
    (repository / "src" / "people.amp").write_text(NEW)
    for name in ("protocols", "protocols/acme/users.amp", "src/people.amp"):
        status, said = ampgen(name, "--include", "protocols", "--format", "json")
        assert (status, rules(said)) == (1, FOUND), name
    status, said = ampgen("circle.amp", "--against", "git:main")
    assert status == 3


def test_files_that_nobody_asked_for_may_be_anything(repository: Path, ampgen: Ran) -> None:
    git(repository, "checkout", "-q", "main")
    write(repository, OLD)
    examples = repository / "examples"
    examples.mkdir()
    (examples / "latin.amp").write_bytes(b"schema caf\xe9")
    (examples / "large.amp").write_bytes(b"/" * 1_100_000)
    (examples / "link.amp").symlink_to("/etc/passwd")
    commit(repository, "bad examples")
    new = repository / "added.amp"
    new.write_text("schema added\ninterface Added { command Do() }\n")
    status, said = ampgen("added.amp")
    assert status == 0
    assert "has none of these schemas: nothing to compare" in said
    (repository / "protocols" / "acme" / "users.amp").rename(repository / "protocols" / "u.amp")
    (repository / "protocols" / "u.amp").write_text(NEW)
    status, said = ampgen("protocols/u.amp", "--include", "protocols", "--format", "json")
    assert (status, rules(said)) == (1, FOUND)
    # Of a folder that was named, what cannot be read may be what is looked for.
    status, said = ampgen("added.amp", "--against", "examples", "--format", "json")
    assert (status, rules(said)) == (1, ["not-utf8"])


def test_a_shallow_clone_without_the_main_branch_is_told_what_to_fetch(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ampgen: Ran
) -> None:
    commit(repository, "two")
    git(repository, "checkout", "-q", "main")
    url = repository.as_uri()
    # As automatic builds have it: the one commit that is tested.
    clone = tmp_path / "clone"
    clone.mkdir()
    git(clone, "init", "-q", "-b", "build")
    git(clone, "remote", "add", "origin", url)
    git(clone, "fetch", "-q", "--depth=1", "origin", "work")
    git(clone, "checkout", "-q", "--detach", "FETCH_HEAD")
    monkeypatch.chdir(clone)
    status, said = ampgen("protocols")
    assert status == 3
    way = "git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main"
    assert f"the clone is shallow; fetch it with `{way}`" in said
    for name in ("HEAD~1", "0123abcd", "main@{1}"):
        status, said = ampgen("protocols", "--against", f"git:{name}")
        assert status == 3
        assert said.endswith("fetch the rest with `git fetch --unshallow`\n")
    git(clone, *way.split()[1:])
    assert rules(ampgen("protocols", "--format", "json")[1]) == FOUND


def test_a_clone_without_lists_of_files_is_told_what_fetches_them(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ampgen: Ran
) -> None:
    commit(repository, "two")
    git(repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(
        tmp_path, "clone", "-q", "--filter=tree:0", "--branch=work", repository.as_uri(),
        str(clone),
    )  # fmt: skip
    monkeypatch.chdir(clone)
    status, said = ampgen("protocols")
    assert status == 3
    assert "cannot list the files of origin/main: the clone is partial" in said
    git(clone, *said.split("`")[1].split()[1:])
    status, said = ampgen("protocols")
    assert "the clone lacks origin/main:protocols/acme/" in said
    while "git cat-file" in said:
        git(clone, *said.split("`")[1].split()[1:])
        status, said = ampgen("protocols", "--format", "json")
    assert (status, rules(said)) == (1, FOUND)


def test_a_bare_repository_has_no_files(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ampgen: Ran
) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", repository.as_uri(), str(bare))
    (bare / "users.amp").write_text("schema users")
    monkeypatch.chdir(bare)
    for more in ([], ["--against", "git:v1"]):
        status, said = ampgen("users.amp", *more)
        assert status == 3
        assert "is in a bare repository" in said and "run this in a clone" in said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="files of somebody else's")
def test_a_repository_of_somebody_else_is_told_by_its_own_folder(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ampgen: Ran
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for path in (repository, *repository.rglob("*")):
        os.lchown(path, 12345, 12345)
    for against in ("git:v1", "v1"):
        status, said = ampgen("protocols", "--against", against)
        assert status == 3
        assert "git does not trust the repository of protocols" in said
    # What it says helps.
    subprocess.run(said.split("`")[1].split(), check=True)
    assert rules(ampgen("protocols", "--against", "v1", "--format", "json")[1]) == FOUND


def test_what_is_checked_out_is_told(repository: Path, ampgen: Ran) -> None:
    assert " (checked out now)\n" in ampgen("protocols")[1]
    commit(repository, "two")
    assert "(checked out now)" not in ampgen("protocols")[1]


ACCOUNTS = OLD.replace("schema acme.users", "schema acme.accounts")


@pytest.mark.parametrize("against", ["git:v1", "old", "old.whl"])
def test_a_schema_that_was_renamed_and_moved_at_once_is_found(
    against: str, repository: Path, ampgen: Ran
) -> None:
    old = repository / "old" / "acme"
    if against != "git:v1":
        old.mkdir(parents=True)
        for name in ("users", "common"):
            (old / f"{name}.amp").write_text(
                (repository / "protocols/acme" / f"{name}.amp").read_text().replace(NEW, OLD)
            )
    if against == "old.whl":
        with zipfile.ZipFile(repository / "old.whl", "w") as wheel:
            wheel.writestr("a-1.dist-info/METADATA", "Name: a\nVersion: 1\n")
            for name in ("users", "common"):
                wheel.write(old / f"{name}.amp", f"a/acme/{name}.amp")
    (repository / "protocols/acme/users.amp").unlink()
    file = repository / "services" / "accounts.amp"
    file.parent.mkdir()
    arguments = [str(file), "-I", "protocols", "--against", against, "--format", "json"]
    for text, status, found in (
        (ACCOUNTS, 0, []),
        (ACCOUNTS.replace("name: str,", "name: str, email: str,"), 1, FOUND),
        (ACCOUNTS.replace("    command Remove(id: int)\n", ""), 1, ["command-removed"]),
    ):
        file.write_text(text)
        ran = ampgen(*arguments)
        assert (ran[0], rules(ran[1])) == (status, found)
    file.write_text(ACCOUNTS)
    ran = ampgen(*arguments, "--category", "source")
    assert (ran[0], rules(ran[1])) == (1, ["schema-name-changed"])


def test_a_schema_that_is_still_there_was_not_renamed(repository: Path, ampgen: Ran) -> None:
    file = repository / "services" / "accounts.amp"
    file.parent.mkdir()
    file.write_text(ACCOUNTS)
    status, said = ampgen(str(file), "-I", "protocols", "--against", "git:v1")
    assert status == 0
    assert "has none of these schemas: nothing to compare" in said


def test_schemas_with_little_in_common_are_two(repository: Path, ampgen: Ran) -> None:
    (repository / "protocols/acme/users.amp").unlink()
    file = repository / "services" / "others.amp"
    file.parent.mkdir()
    file.write_text("schema others\ninterface Users {\n    command Other()\n}\n")
    status, said = ampgen(str(file), "--against", "git:v1")
    assert status == 0
    assert "has none of these schemas: nothing to compare" in said
