"""The number of an account in ISO 20022 XML."""

from arrears.office.bank.xml_tree import Node


def account_number(account: Node) -> str:
    """Give an account's number: its IBAN, or whatever else identifies it in any version."""
    number = account.first("Id")
    inner = (number.text("IBAN"), number.text("BBAN"), number.text("UPIC"))
    other = (number.first(kind).text("Id") for kind in ("Othr", "PrtryAcct"))
    return next((found for found in (*inner, *other) if found), "").replace(" ", "")
