"""The benchmarks run on a small list, so that they still run when somebody needs them; no time is asserted."""

from pathlib import Path

import pytest
from docx import Document
from tests.benchmarks import addin, letter_engines, letter_template, measure
from tests.full.__main__ import PARTS
from tests.functions.examples_held import BY_NAME

from arrears.functions.results import Fault


def test_the_benchmarks_run_on_a_small_list(tmp_path: Path) -> None:
    figures = list(measure.month(tmp_path, 120))
    assert [figure.work.partition(",")[0] for figure in figures] == ["import", "refresh", "refresh again", "issue"]
    assert all(figure.wall > 0 and figure.cpu > 0 and figure.peak_mib > 10 for figure in figures)


@pytest.mark.filterwarnings("default")
def test_both_writers_write_the_same_column(tmp_path: Path) -> None:
    list(measure.month(tmp_path, 60, letters=False))
    ours, theirs = measure.writers(tmp_path / "book.xlsx", rounds=1)
    assert min(ours, theirs) > 0


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("engine", letter_engines.ENGINES)
def test_every_letter_engine_writes_the_same_page(engine: str, tmp_path: Path) -> None:
    if engine != "Arrears":
        pytest.importorskip({"docx-mailmerge2": "mailmerge", "python-docx": "docx"}.get(engine, engine))
    letter_engines.ENGINES[engine](tmp_path)(2)
    said = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "1.docx")).paragraphs)
    fields, _ = letter_template.data(1)
    assert f"{fields['CustomerName']}\n" in said
    assert f"CNY {fields['GrandTotal']:,.2f}" in said
    assert "16 November 2026" in said


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("engine", letter_engines.COMBINED)
def test_every_combining_engine_writes_a_section_for_each_letter(engine: str, tmp_path: Path) -> None:
    if engine != "Arrears":
        pytest.importorskip("mailmerge")
    letter_engines.COMBINED[engine](tmp_path)(3)
    assert len(Document(str(tmp_path / "all.docx")).sections) == 3


def test_every_function_over_columns_computes_all_rows() -> None:
    given = addin.columns(40)
    assert {*given, *addin.NOT_ALL} == {*BY_NAME}
    for name, arguments in given.items():
        found = BY_NAME[name].call(*arguments)
        rows = found if isinstance(found, list) else [[found]]
        assert not any(isinstance(cell, Fault) for row in rows for cell in row), name


def test_the_full_run_finds_all_its_parts() -> None:
    assert {"letters", "matching", "months", "live"} <= PARTS.keys()
