"""One entry of a CAMT statement: its amount and sign, the other party, and what the payment is for."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from arrears.core.bank.statement import Line
from arrears.office.bank.camt_account import account_number
from arrears.office.bank.xml_tree import Node

_PENDING = ("PDNG", "INFO", "FUTR")
_RETURNS = frozenset({"RRTN", "UPDD", "RPCR"})
"""Sub-families of the bank transaction code (ISO 20022 external code list) that say: a payment came back."""
_MOST_REMITTANCES = 40


def entry_line(entry: Node, own: str) -> Line | None:
    """Read an entry; ``own`` is the statement's account. None where it has no amount."""
    amount = _signed(entry, entry)
    if amount is None:
        return None
    payments = entry.all("NtryDtls", "TxDtls") or entry.all("TxDtls")  # version 1 has no NtryDtls
    one = payments[0] if len(payments) == 1 else Node(None)
    reversed_ = entry.text("RvslInd") == "true" or _is_return(entry, one)
    party = _party(one, own, is_in=amount >= 0, is_back=reversed_)
    return Line(
        amount=amount,
        booking_date=entry.day("BookgDt"),
        value_date=entry.day("ValDt"),
        payer=party[0],
        payer_account=party[1],
        reference=_reference(entry, payments),
        end_to_end=_told(one.first("Refs").text("EndToEndId")),
        bank_reference=entry.text("AcctSvcrRef") or one.first("Refs").text("AcctSvcrRef") or entry.text("NtryRef"),
        kind=_kind(entry.first("BkTxCd")),
        pending=(entry.first("Sts").text("Cd") or entry.text("Sts")) in _PENDING,
        returned=reversed_ and amount < 0,
        parts=_parts(entry, payments, amount, own) if len(payments) > 1 else (),
    )


def missing_amount(entry: Node) -> str:
    """Give what stands in place of an amount."""
    return entry.text("Amt") or entry.text("AcctSvcrRef", "NtryRef")


def _signed(entry: Node, sided: Node) -> Decimal | None:
    try:
        amount = Decimal(entry.text("Amt"))
    except InvalidOperation:
        return None
    if not amount.is_finite():
        return None
    side = sided.text("CdtDbtInd")
    return -amount if side == "DBIT" else amount if side == "CRDT" else None


def _parts(entry: Node, payments: Sequence[Node], total: Decimal, own: str) -> tuple[Line, ...]:
    """Give the payments of a collective entry where they add up to it in its currency, else none.

    Charges that the bank has taken off, and says so, are a part of their own.
    """
    currency = entry.first("Amt").attribute("Ccy")
    parts = [_payment(payment, entry, currency, own) for payment in payments]
    whole = [part for part in parts if part is not None]
    kept_back = sum((part.amount for part in whole), -total)
    if len(whole) != len(parts) or (kept_back and kept_back not in _charges(entry, payments, currency)):
        return ()
    return (*whole, Line(amount=-kept_back, kind="charges")) if kept_back else tuple(whole)


def _charges(entry: Node, payments: Sequence[Node], currency: str) -> list[Decimal]:
    """Give the sums of charges that the entry, and that its payments name in its currency."""
    return [_charged([entry], currency), _charged(payments, currency)]


def _charged(nodes: Sequence[Node], currency: str) -> Decimal:
    total = Decimal(0)
    for charges in (found for node in nodes for found in node.all("Chrgs")):
        said = charges.all("TtlChrgsAndTaxAmt") or charges.all("Rcrd", "Amt") or charges.all("Amt")
        for amount in said:
            if amount.attribute("Ccy") == currency and _is_number(amount.own_text()):
                total += Decimal(amount.own_text())
    return total


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()


def _payment(payment: Node, entry: Node, currency: str, own: str) -> Line | None:
    held = (payment, payment.first("AmtDtls", "TxAmt"))
    amounts = [node for node in held if node.first("Amt").attribute("Ccy") == currency]
    if not amounts:
        return None
    amount = _signed(amounts[0], payment if payment.text("CdtDbtInd") else entry)
    if amount is None:
        return None
    is_back = _is_return(entry, payment)
    party = _party(payment, own, is_in=amount >= 0, is_back=is_back)
    return Line(
        amount=amount,
        payer=party[0],
        payer_account=party[1],
        reference=_remittance(payment),
        end_to_end=_told(payment.first("Refs").text("EndToEndId")),
        bank_reference=payment.first("Refs").text("AcctSvcrRef"),
        kind=_kind(payment.first("BkTxCd")),
        returned=is_back and amount < 0,
    )


def _party(payment: Node, own: str, *, is_in: bool, is_back: bool) -> tuple[str, str]:
    """Give name and account of the other party: who pays money in, who is paid money out.

    What comes back names the parties of the payment that it undoes, so they are the other way round.
    """
    parties = payment.first("RltdPties")
    sides = ("Dbtr", "Cdtr") if is_in != is_back else ("Cdtr", "Dbtr")
    name, account = _side(parties, sides[0])
    if own and account == own:
        name, account = _side(parties, sides[1])
    return name, account


def _side(parties: Node, side: str) -> tuple[str, str]:
    names = [node for kind in (side, f"Ultmt{side}") for node in parties.all(kind)]
    said = (node.text("Nm") or node.first("Pty").text("Nm") for node in names)
    return next((name for name in said if name), ""), account_number(parties.first(f"{side}Acct"))


def _is_return(entry: Node, payment: Node) -> bool:
    families = (
        node.first("BkTxCd").first("Domn", "Fmly").text("SubFmlyCd") or node.first("BkTxCd", "Domn").text("SubFmlyCd")
        for node in (entry, payment)
    )
    return bool(payment.first("RtrInf")) or any(family in _RETURNS for family in families)


def _reference(entry: Node, payments: Sequence[Node]) -> str:
    said = [text for payment in payments[:_MOST_REMITTANCES] if (text := _remittance(payment))]
    return " | ".join(dict.fromkeys(said)) or entry.text("AddtlNtryInf")


def _remittance(payment: Node) -> str:
    """Give what a payment is for: structured references first, then free text."""
    about = payment.first("RmtInf")
    texts = []
    for structured in about.all("Strd"):
        texts += [node.text("Ref", "CdtrRef") for node in structured.all("CdtrRefInf")]
        texts += [node.text("Nb", "RfrdDocNb") for node in structured.all("RfrdDocInf")]
        texts += [node.own_text() for node in structured.all("AddtlRmtInf")]
    texts += [node.own_text() for node in about.all("Ustrd")]
    return " ".join(dict.fromkeys(text for text in texts if text)) or payment.text("AddtlTxInf")


def _kind(code: Node) -> str:
    """Give the bank transaction code: domain, family and sub-family, else the bank's own."""
    domain = code.first("Domn")
    family = domain.first("Fmly")
    iso = [domain.text("Cd"), family.text("Cd"), family.text("SubFmlyCd")]
    return "-".join(part for part in iso if part) or code.first("Prtry").text("Cd")


def _told(reference: str) -> str:
    """Leave out the words by which a payment says that it has no reference."""
    return "" if reference.upper() in {"NOTPROVIDED", "NOT PROVIDED", "NONREF", "NON REF"} else reference
