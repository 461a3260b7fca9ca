"""The compound file: read by another reader, and its directory is the tree that the specification asks for."""

from io import BytesIO

import pytest

from arrears.office.addin.compound_file import compound_file

olefile = pytest.importorskip("olefile")

NOBODY = 0xFFFFFFFF


def opened(tree):
    return olefile.OleFileIO(BytesIO(compound_file(tree)))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 7, 8, 40, 120])
@pytest.mark.parametrize("size", [0, 1, 64, 4095, 4096, 9000])
def test_every_stream_is_read_back_without_a_complaint(count, size):
    streams = {f"Module{n}": bytes([n]) * (size + n) for n in range(count)}
    read = opened({"VBA": streams, "PROJECT": b"x" * 700})
    assert not read.parsing_issues
    assert {name: read.openstream(f"VBA/{name}").read() for name in streams} == streams
    assert read.openstream("PROJECT").read() == b"x" * 700


@pytest.mark.parametrize("count", range(1, 34))
def test_the_directory_is_a_red_black_tree_in_the_specifications_order(count):
    read = opened({f"{'M' * (n % 7)}{n}": b"" for n in range(count)})
    entries = {entry.sid: entry for entry in read.direntries if entry}

    def walked(number, below_red):
        if number == NOBODY:
            return 1, []
        entry = entries[number]
        red = entry.color == 0
        assert not (below_red and red)
        (left, before), (right, after) = walked(entry.sid_left, red), walked(entry.sid_right, red)
        assert left == right
        return left + (not red), [*before, (len(entry.name), entry.name.upper()), *after]

    root = entries[entries[0].sid_child]
    assert root.color == 1
    order = walked(entries[0].sid_child, False)[1]
    assert order == sorted(order)
    assert len(order) == count


def test_a_name_longer_than_a_stream_may_have_is_refused():
    with pytest.raises(ValueError, match="longer than the 31"):
        compound_file({"M" * 32: b""})


def test_what_does_not_fit_one_file_is_refused():
    with pytest.raises(ValueError, match="too large"):
        compound_file({"M": bytes(8 * 2**20)})
