"""`catalog` and the first start, from the command line."""

import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from datasources.catalog.pack import DEMO, CatalogPack
from datasources.catalog.read import parse_pack, read_pack
from datasources.catalog.write import write_pack
from gateway.cli import main
from gateway.demo import EXAMPLE, invitation
from gateway.settings import load_settings
from tests.builders import a_dataset
from tests.offers import a_stored_program

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command: its exit code, output and errors."""
    a_dataset(tmp_path).close()
    monkeypatch.setenv("GATEWAY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GATEWAY_DATASET", str(tmp_path / "example.dataset"))
    monkeypatch.delenv("GATEWAY_DATABASE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "home").mkdir()

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["gateway", "catalog", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return stop.value.code, said.out, said.err

    return command


def test_what_is_imported_is_exported_and_listed(run: Run, tmp_path: Path):
    assert run("import", DEMO) == (0, "Imported devices: 10, programs: 4.\n", "")
    code, printed, _ = run("export")
    assert (code, parse_pack(printed)) == (0, read_pack(DEMO))
    file = tmp_path / "pack.yaml"
    assert run("export", "--to", file)[0] == 0
    assert file.read_text("utf-8") == printed
    code, listed, _ = run("list")
    assert code == 0
    assert "Example smart thermostat" in listed
    assert "SMUD Charge@Home EV Rebates" in listed
    assert "$1,899.99" in listed


def test_importing_again_changes_nothing(run: Run):
    run("import", DEMO)
    before = run("export")
    assert run("import", DEMO)[0] == 0
    assert run("export") == before


def test_without_anything_stored_the_export_is_an_empty_pack(run: Run):
    assert parse_pack(run("export")[1]) == CatalogPack()


def test_a_faulty_pack_stops_with_a_line_for_each_fault_and_nothing_is_stored(
    run: Run, tmp_path: Path
):
    file = tmp_path / "pack.yaml"
    text = DEMO.read_text("utf-8").replace("category: vehicle", "category: car")
    file.write_text(text.replace("capacityKw: 7.2", "capacityKw: .inf").replace("[OR]", "[OG]"))
    code, out, err = run("import", file)
    assert (code, out) == (1, "")
    lines = err.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"{file}, line ")
    assert lines[0].endswith("devices[4].specs: a number is too great")
    assert lines[-1] == "Refused: 3 faults."
    assert parse_pack(run("export")[1]) == CatalogPack()


def test_a_key_of_the_data_set_is_refused(run: Run, tmp_path: Path):
    file = tmp_path / "pack.yaml"
    program = a_stored_program(key="or_pacificPower_heatPumps")
    file.write_text(write_pack(CatalogPack((), (program,))))
    code, _, err = run("import", file)
    assert code == 1
    assert "programs[0].key: or_pacificPower_heatPumps is a program of the data set" in err


def test_a_missing_file_is_named(run: Run, tmp_path: Path):
    code, _, err = run("import", tmp_path / "none.yaml")
    assert (code, err) == (
        1,
        f"{tmp_path / 'none.yaml'} cannot be read: No such file or directory\n",
    )


def test_a_first_start_invites_with_a_command_that_can_be_run(run: Run):
    told = invitation(load_settings(), "http://127.0.0.1:8000/")
    assert told is not None
    command = told[told.index("curl") :].replace("\\\n", " ")
    _, _, address, *options = shlex.split(command)
    assert address == "http://127.0.0.1:8000/graphql"
    given = list(zip(options[::2], options[1::2], strict=True))
    assert [option for option, _ in given] == ["-H", "-H", "-d"]
    assert given[1][1].split(": ")[1] in told
    question = json.loads(given[2][1])
    assert question["variables"] == EXAMPLE
    assert question["query"].startswith("mutation Lookup($input: LookupIncentivesInput!)")
    assert parse_pack(run("export")[1]) == read_pack(DEMO)


def test_later_starts_and_other_databases_are_not_touched(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    assert invitation(load_settings(), "http://localhost/") is not None
    assert invitation(load_settings(), "http://localhost/") is None
    monkeypatch.setenv("GATEWAY_DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite'}")
    assert invitation(load_settings(), "http://localhost/") is None
    assert not (tmp_path / "own.sqlite").exists()
