"""Every problem and refusal: named in the code, worded in both languages, caused by an input, said as read over."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from tests.errors.catalogue import EXPECTED, SECTIONS, Case, Outcome, cases, command, happen
from tests.errors.page import PAGE, page
from tests.errors.raised import SECTIONS as ALL_SECTIONS
from tests.errors.raised import Use, placeholders, uses

from arrears.cli import screens
from arrears.core.problems import Place, Problem
from arrears.texts import LANGUAGES, shown, texts, wrong_and_do

CASES = cases()
ALWAYS = {"reasons": {"found", "currency"}, "notes": {"found", "heading"}}
"""What every text of a section may use, whoever names it."""
JARGON = re.compile(
    r"\b(JSON|exception|pars\w+|token|null|string|integer|boolean|byte|encoding|traceback|stack|invalid|illegal"
    r"|fatal|abort\w*|failed|please|sorry|oops)\b|解析|异常|字符串|字节|非法|失败|抱歉",
    re.IGNORECASE,
)
KEY = re.compile(r"\b[a-z]+_[a-z_]+\b")
ENGLISH_PLEASE = {"refusals.unexpected"}
"""The one text that asks for a favour."""


def worded(language: str, section: str) -> dict[str, str]:
    """Give the sentences of a section by name, wrong and do as one."""
    entries = texts(language)[section]
    return {name: text if isinstance(text, str) else f"{text['wrong']} {text['do']}" for name, text in entries.items()}


def test_every_call_that_names_something_can_be_followed() -> None:
    assert list(uses()[1]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_in_the_code_has_its_text(language: str) -> None:
    known = {section: worded(language, section) for section in ALL_SECTIONS}
    lacking = [str(use) for use in uses()[0] if not _names(use, known[use.section])]
    assert lacking == []


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_every_text_is_used(section: str) -> None:
    used = [use for use in uses()[0] if use.section == section]
    idle = [name for name in worded("en", section) if not any(_names(use, [name]) for use in used)]
    assert idle == []


@pytest.mark.parametrize("section", ALL_SECTIONS)
def test_both_languages_have_the_same_texts(section: str) -> None:
    english, chinese = worded("en", section), worded("zh", section)
    assert list(english.keys() - chinese.keys()) == list(chinese.keys() - english.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_supplies_every_placeholder(language: str) -> None:
    sites: dict[tuple[str, int, str, str], list[set[str]]] = defaultdict(list)
    for use in uses()[0]:
        for name in _names(use, texts(language)[use.section]):
            if use.section != "messages" and not use.name.endswith("-"):
                wanted = placeholders(texts(language)[use.section][name])
                lacking = wanted - use.values - ALWAYS.get(use.section, {"found"})
                sites[use.module, use.line, use.section, name].append(lacking)
    # A call that may be of several functions is right if it is for one of them.
    assert {site: lacking for site, lacking in sites.items() if all(lacking)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", ["problems", "refusals", "reasons"])
def test_texts_are_in_an_accountants_words(section: str, language: str) -> None:
    found = {name: JARGON.findall(text) for name, text in worded(language, section).items()}
    odd = {name for name, words in found.items() if words and f"{section}.{name}" not in ENGLISH_PLEASE}
    assert odd == set()
    assert [name for name, text in worded(language, section).items() if "!" in text or "！" in text] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_name_has_an_input_that_causes_it(section: str) -> None:
    assert sorted(case.name for case in CASES if case.section == section) == sorted(texts("en")[section])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section}-{case.name}")
def test_the_input_is_answered_in_these_words(case: Case, tmp_path: Path) -> None:
    outcome = happen(case, tmp_path)
    said = {language: outcome.said(language) for language in LANGUAGES}
    assert said == {language: dict(case.told[language]) for language in LANGUAGES}
    _assert_reads_well(case, said)
    if any(step.startswith("arrears") for step in case.steps):
        _assert_answered(case, outcome, wrong_and_do(outcome.met, "en"))


def _assert_reads_well(case: Case, said: dict[str, dict[str, str]]) -> None:
    for parts in said.values():
        for sentence in (parts["wrong"], parts["do"]):
            assert sentence
            assert not re.search(r"[{}]|''|“”|\(\)|（）", sentence.replace(parts["found"] or "\0", "x"))
            keys = set(KEY.findall(sentence)) - set(KEY.findall(" ".join([parts["found"], *case.steps])))
            assert keys == set(), f"{case.name} shows a key: {sentence}"


def _assert_answered(case: Case, outcome: Outcome, words: tuple[str, str]) -> None:
    answer = outcome.answer
    if case.section == "refusals":
        assert outcome.code == screens.NOT_RUN
        assert set(answer) == {"error"}
        assert answer["error"]["name"] == case.name
        assert (answer["error"]["wrong"], answer["error"]["do"]) == words
        assert outcome.unchanged or "others" in case.told, "a refused command changed the book"
        return
    assert outcome.code == screens.WITH_PROBLEMS
    told = [(p["name"], p["wrong"], p["do"]) for p in answer.get("problems", [])]
    faults = " ".join(map(str, answer.get("faults", [])))
    assert (case.name, *words) in told or all(word in faults for word in words)


def test_the_page_of_problems_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(CASES), EXPECTED


def test_a_chinese_workbook_is_spoken_to_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    headings = "Customer,Document no.,Document date,Due date,Currency,Open amount\n"
    rows = "C1,RE-1,2026-08-01,2026-08-15,EUR,100.00\nC2,RE-2,2026-08-18,2026-09-01,EUR,see letter\n"
    (tmp_path / "list.csv").write_text(headings + rows, encoding="utf-8")
    assert command("new Book.xlsx --language zh --currency EUR")[0] == screens.DONE
    code, answer = command("import Book.xlsx list.csv --as open-items --list-date 2026-09-30")
    assert code == screens.WITH_PROBLEMS
    assert [out["reason"] for out in answer["left_out"]] == ["没有可识别的金额"]
    assert "“Open amount”列的“see letter”无法识别为金额。" in [problem["wrong"] for problem in answer["problems"]]
    code, answer = command("import Book.xlsx list.csv --as receipts")
    assert code == screens.NOT_RUN
    assert "“收款”清单所需的内容" in answer["error"]["wrong"]
    assert "Open amount = 未收金额" in answer["error"]["wrong"]


def test_what_is_empty_is_said_without_quotation_marks() -> None:
    empty = Problem("key-doubled", Place(), "")
    assert wrong_and_do(empty, "en")[0] == "(blank) stands twice; only the first row counts."
    assert wrong_and_do(empty, "zh")[0] == "（空白）出现两次，只计第一行。"


@pytest.mark.parametrize(
    ("placeholder", "key", "english", "chinese"),
    [
        ("field", "document_date", "Document date", "单据日期"),
        ("setting", "buckets", "Ageing buckets", "账龄区间"),
        ("table", "Invoices", "Open items", "应收明细"),
        ("kind", "open-items", "open items", "应收未清项"),
        ("stop", "insolvency", "Insolvency", "破产"),
        ("default", "none", "none", "不计息"),
        ("column", "customer", "customer", "customer"),
    ],
)
def test_keys_are_shown_as_they_stand_on_the_sheet(placeholder: str, key: str, english: str, chinese: str) -> None:
    assert (shown(placeholder, key, "en"), shown(placeholder, key, "zh")) == (english, chinese)


def _names(use: Use, known: "list[str] | dict[str, str]") -> list[str]:
    return [name for name in known if name == use.name or (use.name.endswith("-") and name.startswith(use.name))]
