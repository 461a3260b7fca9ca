"""The VBA project: sources only, as the specification asks of a writer, and refused where VBA could not hold it."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.office.addin.vba_project import Module, vba_project

olefile = pytest.importorskip("olefile")
decompress_stream = pytest.importorskip("oletools.olevba").decompress_stream

PROJECT_ID = "{6C2E1A5B-94D3-4F0E-8A77-3B5D90E1C246}"


def module(source, name="Sums"):
    return Module(name, f'Attribute VB_Name = "{name}"\n{source}\n')


def project(*modules):
    return olefile.OleFileIO(BytesIO(vba_project("P", PROJECT_ID, modules)))


def source(read, name):
    return decompress_stream(bytearray(read.openstream(f"VBA/{name}").read())).decode("cp1252")


def decrypted(value):
    """Undo data encryption, [MS-OVBA] 2.4.3.3."""
    data = bytes.fromhex(value)
    seed, key = data[0], data[0] ^ data[2]
    plain_before, one, two, plain = key, data[2], data[1], bytearray()
    for byte in data[3:]:
        plain.append(byte ^ ((two + plain_before) & 0xFF))
        two, one, plain_before = one, byte, plain[-1]
    ignored = (seed & 6) // 2
    length = int.from_bytes(plain[ignored : ignored + 4], "little")
    assert (data[1] ^ seed, len(plain)) == (2, ignored + 4 + length)
    return bytes(plain[ignored + 4 :])


def test_nothing_is_written_that_office_could_take_as_a_cache():
    read = project(module("' a"))
    assert read.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000100")
    assert not [entry for entry in read.listdir() if entry[-1].startswith("__SRP")]
    assert source(read, "Sums") == 'Attribute VB_Name = "Sums"\r\n\' a\r\n'


def test_the_list_of_names_stands_unpacked_because_excel_refuses_it_packed():
    assert project(module("")).openstream("PROJECTwm").read() == b"Sums\0" + "Sums".encode("utf-16-le") + bytes(4)


def test_the_project_is_neither_locked_nor_hidden_nor_protected_by_a_password():
    lines = project(module("")).openstream("PROJECT").read().decode("cp1252").split("\r\n")
    told = dict(line.split("=", 1) for line in lines if "=" in line)
    protection, password, shown = (decrypted(told[name].strip('"')) for name in ("CMG", "DPB", "GC"))
    assert (protection, password, shown) == (bytes(4), b"\0", b"\xff")
    assert told["Module"] == "Sums"


@settings(max_examples=25)
@given(st.lists(st.text(alphabet="abc £é(),=\"'", max_size=80), max_size=400))
def test_any_text_of_code_page_1252_is_read_back(lines):
    written = module("\n".join(f"' {line}" for line in lines))
    assert source(project(written), "Sums") == "".join(f"{line}\r\n" for line in written.source.splitlines())


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (module("' 逾期"), "Sums: VBA has no '逾'"),
        (module("x" * 1024), "Sums, line 2: longer"),
        (module("a = _\n" * 25 + "1"), "Sums, line 26: longer"),
        (Module("Sums 2", ""), "not a name"),
        (Module("S" * 32, ""), "not a name"),
        (Module("Größe", ""), "not a name"),
    ],
)
def test_what_vba_cannot_hold_is_refused_with_its_place(bad, why):
    with pytest.raises(ValueError, match=why):
        vba_project("P", PROJECT_ID, [bad])


def test_two_modules_of_one_name_are_refused_whatever_their_letters():
    with pytest.raises(ValueError, match="two modules"):
        vba_project("P", PROJECT_ID, [module(""), module("", "SUMS")])
