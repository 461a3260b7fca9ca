"""The salutation of a letter, ready made in its language, so that templates need no IF."""

import re
from collections.abc import Callable, Mapping

_DEPARTMENTS = re.compile(
    r"\b(accounts?|accounting|payables?|finance|department|dept|team|office|purchasing|billing|treasury|desk|"
    r"buchhaltung|abteilung|einkauf|finanz\w*|kreditoren\w*|rechnungs\w*|service|comptabilité|achats|direction|"
    r"fournisseurs)\b|[部处科组室]|@|\d",
    re.IGNORECASE,
)
_EN_TITLE = re.compile(r"(mr|mrs|ms|miss|mx|dr|prof|sir|dame|lord|lady)\b", re.IGNORECASE)
_DE_TITLE = re.compile(r"(herrn?|frau)\s+(.+)", re.IGNORECASE)
_FR_TITLE = re.compile(r"(monsieur|madame|mademoiselle|mme|mlle|m\.|mr\.?)(\s|$)", re.IGNORECASE)
_ZH_TITLE = re.compile(r"(先生|女士|小姐|经理|总监|主任|会计|总|董事长|老师|博士)$")


def salutation(contact: str, language: str) -> str:
    """Give the salutation for the person a customer named, or the general one for nobody or a department.

    >>> salutation("Ms Adeyemi", "en"), salutation("Accounts payable", "en"), salutation("Frau Dr. Weiß", "de")
    ('Dear Ms Adeyemi,', 'Dear Sir or Madam,', 'Sehr geehrte Frau Dr. Weiß,')
    >>> salutation("", "zh"), salutation("李强经理", "zh"), salutation("M. Girard", "fr")
    ('尊敬的客户：', '尊敬的李强经理：', 'Monsieur,')
    """
    person = " ".join(contact.split(",", 1)[0].split("(", 1)[0].split())
    write, general = _WRITERS.get(language, _WRITERS["en"])
    if not person or _DEPARTMENTS.search(person):
        return general
    return write(person) or general


def _english(person: str) -> str:
    return f"Dear {person}," if _EN_TITLE.match(person) or " " in person else ""


def _german(person: str) -> str:
    match = _DE_TITLE.match(person)
    if match is None:
        return ""
    return f"Sehr geehrte Frau {match[2]}," if match[1].lower() == "frau" else f"Sehr geehrter Herr {match[2]},"


def _french(person: str) -> str:
    # French puts no name behind the title in a salutation.
    match = _FR_TITLE.match(person)
    if match is None:
        return ""
    return "Monsieur," if match[1].lower().startswith(("monsieur", "m.", "mr")) else "Madame,"


def _chinese(person: str) -> str:
    if _ZH_TITLE.search(person) or person.isascii():
        return f"尊敬的{person}："
    return f"尊敬的{person}女士／先生："


_WRITERS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "en": (_english, "Dear Sir or Madam,"),
    "zh": (_chinese, "尊敬的客户："),
    "de": (_german, "Sehr geehrte Damen und Herren,"),
    "fr": (_french, "Madame, Monsieur,"),
}
