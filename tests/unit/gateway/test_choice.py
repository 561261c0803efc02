"""Which data set is chosen, and who says so."""

from pathlib import Path

import pytest

from datasources.dataset.errors import DatasetUnreadable
from gateway.choice import chosen, keep_choice, pointer
from gateway.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def in_home(home: Path) -> Settings:
    return Settings(home=home, dataset=None)


def test_the_embedded_data_set_is_served_when_nothing_was_chosen(home):
    choice = chosen(in_home(home))
    assert (choice.file, choice.reason) == (None, "nothing else was chosen")


def test_a_choice_is_kept_as_one_readable_line(home, tmp_path):
    file = tmp_path / "national.sqlite"
    keep_choice(home, file)
    assert pointer(home).read_text() == f"{file}\n"
    assert chosen(in_home(home)).file == file
    assert str(pointer(home)) in chosen(in_home(home)).reason


def test_a_file_of_the_home_is_kept_by_its_name_so_that_the_home_can_move(home, tmp_path):
    keep_choice(home, home / "dataset" / "national-1.sqlite")
    assert pointer(home).read_text() == "national-1.sqlite\n"
    moved = home.rename(tmp_path / "moved")
    assert chosen(in_home(moved)).file == moved / "dataset" / "national-1.sqlite"


def test_the_embedded_data_set_can_be_chosen_again(home, tmp_path):
    keep_choice(home, tmp_path / "national.sqlite")
    keep_choice(home, None)
    assert pointer(home).read_text() == "embedded\n"
    assert chosen(in_home(home)).file is None


def test_nothing_but_the_choice_is_left_behind(home):
    keep_choice(home, None)
    assert [path.name for path in pointer(home).parent.iterdir()] == ["in-use"]


def test_the_setting_wins_over_the_choice(home, tmp_path):
    keep_choice(home, None)
    file = tmp_path / "other.sqlite"
    file.touch()
    choice = chosen(Settings(home=home, dataset=file))
    assert (choice.file, choice.reason, choice.fixed) == (file, "set by GATEWAY_DATASET", True)


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_choice_is_none(home, text):
    keep_choice(home, None)
    pointer(home).write_text(text)
    assert chosen(in_home(home)).reason == "nothing else was chosen"


def test_a_choice_that_is_no_text_is_refused(home):
    keep_choice(home, None)
    pointer(home).write_bytes(b"\xff\xfe")
    with pytest.raises(DatasetUnreadable, match="cannot be read"):
        chosen(in_home(home))
