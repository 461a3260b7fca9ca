"""Statements in ISO 20022 XML: CAMT.053 (statement), CAMT.052 (report), CAMT.054 (notification), every version."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from lxml import etree

from arrears.core.bank.statement import Line, Statement
from arrears.core.problems import Place, Problem, Severity
from arrears.errors import FileRefused
from arrears.office.bank.camt_account import account_number
from arrears.office.bank.camt_entry import entry_line, missing_amount
from arrears.office.bank.xml_tree import Node

_KINDS = ("Stmt", "Rpt", "Ntfctn")
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)


def read_camt(content: bytes, file: str) -> list[Statement]:
    """Read the statements of a CAMT message.

    Raises FileRefused ``xml-damaged``, ``xml-doctype`` or ``bank-no-statement``.
    """
    root = parsed(content, file)
    found = [node for kind in _KINDS for node in root.every(kind)]
    if not found:
        raise FileRefused("bank-no-statement", file, found=f"<{root.name}>", format="CAMT")
    return [statement for node in found for statement in _statements(node, file)]


def parsed(content: bytes, file: str) -> Node:
    """Parse XML that declares nothing and refers to nothing outside itself."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileRefused("xml-doctype", file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileRefused("xml-damaged", file, found=str(error.msg).splitlines()[0][:120]) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in encodings that the bytes do not show it in
        raise FileRefused("xml-doctype", file)
    return Node(root)


def _statements(node: Node, file: str) -> Iterator[Statement]:
    """Read one statement; entries in another currency than the account's make a statement of their own."""
    account = node.first("Acct")
    own = account_number(account)
    entries = [(entry, entry_line(entry, own)) for entry in node.all("Ntry")]
    problems = [_left_out(entry, number, file) for number, (entry, line) in enumerate(entries, 1) if line is None]
    currency = account.text("Ccy") or _currency(node)
    by_currency: dict[str, list[Line]] = {currency: []}
    for entry, line in entries:
        if line is not None:
            by_currency.setdefault(entry.first("Amt").attribute("Ccy") or currency, []).append(line)
    head = Statement(
        account=own,
        number=node.text("ElctrncSeqNb") or node.text("LglSeqNb") or node.text("Id"),
        first_day=node.first("FrToDt").day("FrDtTm", "FrDt"),
        last_day=node.first("FrToDt").day("ToDtTm", "ToDt"),
        bank=account.first("Svcr", "FinInstnId").text("BICFI", "BIC"),
        name=account.text("Nm") or account.first("Ownr").text("Nm"),
        interim=node.name != "Stmt",
    )
    opening, closing = _balances_booked(node)
    yield replace(
        head, currency=currency, lines=tuple(by_currency.pop(currency)), problems=tuple(problems),
        opening=_amount(opening), opening_date=opening.day("Dt"),
        closing=_amount(closing), closing_date=closing.day("Dt"),
    )  # fmt: skip
    for other, lines in by_currency.items():
        yield replace(head, currency=other, lines=tuple(lines))


def _balances_booked(node: Node) -> tuple[Node, Node]:
    """Give the booked opening and closing balance; on pages of one statement the first and the last one."""
    kinds = [(_kind(balance.first("Tp")), balance) for balance in node.all("Bal")]
    opening, closing = (
        next((balance for wanted in names for kind, balance in kinds if kind == wanted), Node(None))
        for names in (_OPENING, _CLOSING)
    )
    pages = [balance for kind, balance in kinds if kind == "ITBD"]
    if node.name == "Stmt" and not (opening and closing) and (opening or closing or len(pages) > 1) and pages:
        opening, closing = opening or pages[0], closing or pages[-1]
    return opening, closing


def _kind(balance: Node) -> str:
    named = balance.first("CdOrPrtry")
    return named.text("Cd") or balance.text("Cd") or named.text("Prtry")


def _amount(balance: Node) -> Decimal | None:
    try:
        amount = Decimal(balance.text("Amt"))
    except InvalidOperation:
        return None
    return -amount if balance.text("CdtDbtInd") == "DBIT" else amount


def _currency(node: Node) -> str:
    """Give the one currency of the entries, else of the booked balances, else of any balance."""
    booked = [balance for balance in node.all("Bal") if _kind(balance.first("Tp")) in (*_OPENING, *_CLOSING)]
    for found in (booked, node.all("Ntry"), node.all("Bal")):
        codes = {part.first("Amt").attribute("Ccy") for part in found}
        if len(codes) == 1:
            return codes.pop()
    return ""


def _left_out(entry: Node, number: int, file: str) -> Problem:
    found = missing_amount(entry)
    return Problem("bank-line-unreadable", Place(file=file, row=number), found, Severity.LEFT_OUT)
