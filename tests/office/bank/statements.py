"""Made-up statements, and each written as a bank would write it in every format."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from arrears.core.bank.statement import Line, Statement
from arrears.core.money import exponent

WORDS = st.text(alphabet="ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=1, max_size=10)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join).filter(lambda text: not text.isdigit())
DAYS = st.dates(date(2026, 1, 15), date(2026, 12, 15))


@st.composite
def statements(draw, currencies=("EUR", "USD", "JPY", "KWD")):
    """Draw a statement whose opening balance and lines make its closing balance."""
    currency = draw(st.sampled_from(currencies))
    places = -exponent(currency)
    first = draw(DAYS)
    drawn = [draw(lines(first, places)) for _ in range(draw(st.integers(1, 6)))]
    ordered = sorted(drawn, key=lambda line: line.booking_date)
    opening = Decimal(draw(st.integers(-(10**9), 10**9))).scaleb(places)
    closing = opening + sum((line.amount for line in ordered), Decimal(0))
    numbered = tuple(replace(line, bank_reference=f"B{n}") for n, line in enumerate(ordered, 1))
    return Statement(
        account=draw(st.from_regex(r"DE\d{20}", fullmatch=True).map(lambda text: text.translate(_ASCII))),
        currency=currency,
        number=f"{draw(st.integers(1, 999))}",
        opening=opening,
        opening_date=first,
        closing=closing,
        closing_date=max(line.booking_date for line in numbered),
        lines=numbered,
    )


_ASCII = {digit: str(n % 10) for n in range(10) for digit in [ord("٠") + n, ord("۰") + n]}


@st.composite
def lines(draw, first, places):
    """Draw a line booked within ten days of a day."""
    day = first + timedelta(days=draw(st.integers(0, 10)))
    minor = draw(st.integers(1, 10**8)) * draw(st.sampled_from((1, 1, -1)))
    return Line(
        amount=Decimal(minor).scaleb(places),
        booking_date=day,
        value_date=day + timedelta(days=draw(st.integers(-2, 2))),
        payer=draw(TEXTS),
        reference=draw(TEXTS),
    )


def as_mt940(one):
    """Write a statement in MT940."""
    said = [":20:STARTUMS", f":25:{one.account}", f":28C:{one.number}/1", f":60F:{_mark(one.opening, one)}"]
    for line in one.lines:
        side = "C" if line.amount >= 0 else "D"
        days = f"{line.value_date:%y%m%d}{line.booking_date:%m%d}"
        said.append(f":61:{days}{side}R{_comma(line.amount)}NTRFNONREF//{line.bank_reference}")
        said.append(f":86:166?00GUTSCHRIFT?20SVWZ+{line.reference}?31DE00?32{line.payer}")
    return "\r\n".join([*said, f":62F:{_mark(one.closing, one, one.closing_date)}", "-", ""])


def _mark(amount, one, day=None):
    return f"{'C' if amount >= 0 else 'D'}{day or one.opening_date:%y%m%d}{one.currency}{_comma(amount)}"


def _comma(amount):
    whole, _, part = format(abs(amount), "f").partition(".")
    return f"{whole},{part}"


def as_camt(one, version="08"):
    """Write a statement in CAMT.053."""
    entries = "".join(_entry(line, one.currency, version) for line in one.lines)
    balances = _balance("OPBD", one.opening, one.opening_date, one) + _balance(
        "CLBD", one.closing, one.closing_date, one
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        f"<BkToCstmrStmt><Stmt><Id>S1</Id><ElctrncSeqNb>{one.number}</ElctrncSeqNb><Acct><Id><IBAN>{one.account}</IBAN>"
        f"</Id><Ccy>{one.currency}</Ccy></Acct>{balances}{entries}</Stmt></BkToCstmrStmt></Document>"
    )


def _balance(kind, amount, day, one):
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="{one.currency}">{abs(amount):f}</Amt>'
        f"<CdtDbtInd>{_side(amount)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _side(amount):
    return "CRDT" if amount >= 0 else "DBIT"


def _entry(line, currency, version):
    role = "Dbtr" if line.amount >= 0 else "Cdtr"
    party = f"<Nm>{escape(line.payer)}</Nm>"
    party = f"<Pty>{party}</Pty>" if version >= "08" else party
    status = "<Sts><Cd>BOOK</Cd></Sts>" if version >= "08" else "<Sts>BOOK</Sts>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{abs(line.amount):f}</Amt><CdtDbtInd>{_side(line.amount)}</CdtDbtInd>{status}'
        f"<BookgDt><Dt>{line.booking_date}</Dt></BookgDt><ValDt><Dt>{line.value_date}</Dt></ValDt>"
        f"<AcctSvcrRef>{line.bank_reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><{role}>{party}</{role}>"
        f"</RltdPties><RmtInf><Ustrd>{escape(line.reference)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def as_bai2(one):
    """Write a statement in BAI2; its amounts are in minor units and its entries bear one day."""
    day = f"{one.closing_date:%y%m%d}"
    amounts = [_minor(one.opening, one), _minor(one.closing, one)]
    said = [f"01,BANK,CUST,{day},0800,1,80,,2/", f"02,CUST,BANK,1,{day},2359,{one.currency},2/"]
    said.append(f"03,{one.account},{one.currency},010,{amounts[0]},,,015,{amounts[1]},,/")
    for line in one.lines:
        code, minor = ("195" if line.amount >= 0 else "495"), abs(_minor(line.amount, one))
        amounts.append(minor)
        said += [f"16,{code},{minor},V,{line.value_date:%y%m%d},,{line.bank_reference},,/", f"88,SENDER:{line.payer}"]
        said.append(f"88,PY:{line.reference}")
    records = 2 + 3 * len(one.lines)
    return "\n".join([*said, f"49,{sum(amounts)},{records}/", "98,0,1,1/", "99,0,1,1/", ""])


def _minor(amount, one):
    return int(amount.scaleb(exponent(one.currency)))


def as_ofx(one, *, closed):
    """Write a statement in OFX: with closing tags as XML has them, or without as SGML allows."""

    def leaf(name, text):
        return f"<{name}>{escape(str(text))}" + (f"</{name}>" if closed else "\n")

    entries = "".join(
        f"<STMTTRN>{leaf('TRNTYPE', 'CREDIT' if line.amount >= 0 else 'DEBIT')}"
        f"{leaf('DTPOSTED', f'{line.booking_date:%Y%m%d}120000.000[-5:EST]')}"
        f"{leaf('DTAVAIL', f'{line.value_date:%Y%m%d}')}{leaf('TRNAMT', line.amount)}"
        f"{leaf('FITID', line.bank_reference)}{leaf('NAME', line.payer)}{leaf('MEMO', line.reference)}</STMTTRN>"
        for line in one.lines
    )
    return (
        f"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>{leaf('CURDEF', one.currency)}"
        f"<BANKACCTFROM>{leaf('BANKID', 1)}{leaf('ACCTID', one.account)}</BANKACCTFROM><BANKTRANLIST>{entries}"
        f"</BANKTRANLIST><LEDGERBAL>{leaf('BALAMT', one.closing)}{leaf('DTASOF', f'{one.closing_date:%Y%m%d}')}"
        "</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def as_qif(one):
    """Write the entries in QIF, days year first so that they need no guess."""
    records = "".join(
        f"D{line.booking_date}\nT{line.amount:,f}\nP{line.payer}\nM{line.reference}\nN{line.bank_reference}\n^\n"
        for line in one.lines
    )
    return f"!Account\nN{one.account}\nTBank\n^\n!Type:Bank\n{records}"


def as_list(one, *, newest_first, two_columns):
    """Write a list with running balances, as online banking exports it."""
    rows, balance = [], one.opening
    for line in one.lines:
        balance += line.amount
        into, out = (f"{line.amount:,f}", "") if line.amount >= 0 else ("", f"{-line.amount:,f}")
        money = f'"{into}","{out}"' if two_columns else f'"{line.amount:,f}"'
        rows.append(
            f'{line.booking_date},{line.value_date},{one.account},{one.currency},{money},"{balance:,f}",'
            f"{line.payer},{line.reference},{line.bank_reference}"
        )
    if newest_first:
        rows.reverse()
    money = "Credit,Debit" if two_columns else "Amount"
    head = f"Booking date,Value date,Account,Currency,{money},Balance,Counterparty,Payment reference,Transaction ID"
    return "\n".join(["Bank of Example", "", head, *rows, "Total,,,,,,,"])
