"""What an import may answer about any file: a reading that holds together, or one refusal in words."""

from pathlib import Path
from typing import Any

from tests.command_line import Ran
from tests.real_files.folder import every_file

FOLDERS = ("ageing_workbooks", "xlsx_corpus")
LIST_DATE = "2026-10-31"


def files() -> list[Path]:
    """List every file of the two folders, of whatever form."""
    return every_file(*FOLDERS)


def verdict(ran: Ran) -> str:
    """Say in a line what an import answered; AssertionError where that is no sensible answer."""
    assert "Traceback" not in ran.err + ran.out, ran.err
    answer = ran.answer
    if "error" in answer:
        return f"refused: {_refusal(ran, answer['error'])}"
    return _reading(ran, answer)


def _refusal(ran: Ran, error: dict[str, Any]) -> str:
    assert ran.code == 2
    assert error["name"] != "unexpected", error
    assert error["wrong"].strip(), "a refusal says what is wrong"
    assert error["do"].strip(), "a refusal says what to do"
    assert "{" not in error["wrong"] + error["do"], "a value of the sentence is missing"
    return str(error["name"])


def _reading(ran: Ran, answer: dict[str, Any]) -> str:
    assert ran.code == (1 if answer["problems"] else 0)
    assert answer["read"] > 0, "an import that read nothing is not a success"
    assert answer["header_row"] >= 1
    assert len(set(answer["mapping"].values())) == len(answer["mapping"]), "one heading stands for two fields"
    assert answer["mapping"].keys() & {"customer", "name"}, "nobody owes it"
    assert answer["mapping"].keys() & {"gross", "amount", "remaining", "debit", "paid"}, "nothing is owed"
    assert answer["totals"], "no total in any currency"
    assert all(one["row"] and one["reason"] for one in answer["left_out"])
    assert all(one["wrong"] and one["do"] for one in answer["problems"])
    left, found = len(answer["left_out"]), len(answer["problems"])
    return f"{answer['kind']}: {answer['read']} read, {left} left out, {found} problems"
