"""Who made a mark, and when, stands in a comment behind it."""

import pytest

from rectoverso.reading.signatures import Signature, signatures, signed


@pytest.mark.parametrize(
    ("comment", "signature"),
    [
        ("@Sara Ahmadi, 2026-11-21", Signature("Sara Ahmadi", "2026-11-21")),
        ("@سارا احمدی, 2026-11-21: آیا؟", Signature("سارا احمدی", "2026-11-21", "آیا؟")),
        ("@Minh", Signature("Minh")),
        ("@Minh: so: what?", Signature("Minh", said="so: what?")),
        ("Is it so?", None),
        ("mail me@example.org", None),
    ],
)
def test_a_comment_is_signed_at_its_head(comment, signature):
    assert signed(comment) == signature
    assert signature is None or str(signature) == comment


def test_a_name_that_would_not_be_read_again_is_written_so_that_it_is():
    assert str(Signature("Ahmadi, Sara <<}", "2026-11-21")) == "@Ahmadi Sara, 2026-11-21"


def test_a_comment_behind_a_mark_signs_it():
    found = signatures("{++a++}{>>@Sara<<} {--b--} {>>@Ali<<} {==c==}{>>@Ali: no<<}")

    assert found.by_mark == {
        0: Signature("Sara"),
        7: Signature("Sara"),
        27: Signature("Ali"),
        45: Signature("Ali", said="no"),
    }
    assert found.bare == {7}
