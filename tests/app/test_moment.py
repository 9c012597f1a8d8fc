"""The time that outputs bear is never the present."""

from datetime import UTC, date, datetime

import pytest

from rectoverso.app.build import TIMELESS, moment_of
from rectoverso.app.trouble import MachineError
from rectoverso.model.manuscript import Settings

DATED = Settings("A Book", "en", date=date(2026, 11, 21))
UNDATED = Settings("A Book", "en")


def test_the_environment_comes_before_the_book_and_the_book_before_the_fixed_time():
    assert moment_of(DATED, "86400") == datetime(1970, 1, 2, tzinfo=UTC)
    assert moment_of(DATED, None) == datetime(2026, 11, 21, tzinfo=UTC)
    assert moment_of(UNDATED, None) == TIMELESS


@pytest.mark.parametrize("said", ["", "yesterday", "1.5", "9" * 30])
def test_an_epoch_that_is_no_time_is_trouble_and_not_ignored(said):
    with pytest.raises(MachineError) as trouble:
        moment_of(DATED, said)

    assert trouble.value.finding.code == "O104"
