"""The packing of VBA sources: the specification's own examples, and another reader unpacks whatever we pack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrears.office.addin.vba_compression import compressed

decompress_stream = pytest.importorskip("oletools.olevba").decompress_stream

# [MS-OVBA] 3.2.1 and 3.2.3. That of 3.2.2 copies one run from farther away than its own algorithm finds it.
EXAMPLES = {
    "abcdefghijklmnopqrstuv.": "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E",
    "a" * 73: "0103B002614500",
}


@pytest.mark.parametrize("plain", EXAMPLES)
def test_the_specifications_examples_come_out_byte_for_byte(plain):
    assert compressed(plain.encode()) == bytes.fromhex(EXAMPLES[plain])


@given(st.text(alphabet="abc £()=\r\n", max_size=9000))
def test_another_reader_unpacks_what_was_packed(text):
    plain = text.encode("cp1252")
    assert bytes(decompress_stream(bytearray(compressed(plain)))) == plain


@pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 8192, 70_000])
def test_chunks_of_every_size_are_read_back(size):
    plain = (b"Dim total As Long\r\n" * 4000)[:size]
    assert bytes(decompress_stream(bytearray(compressed(plain)))) == plain


def test_a_full_chunk_that_packing_would_lengthen_stands_as_it_is():
    plain = bytes(n * n * n % 251 for n in range(4096))
    packed = compressed(plain)
    assert bytes(decompress_stream(bytearray(packed))) == plain
    assert len(packed) <= 4096 + 3
