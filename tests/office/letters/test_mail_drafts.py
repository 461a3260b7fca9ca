"""E-mail drafts: what a mail program opens."""

from email import message_from_bytes
from email.policy import default

import pytest

from arrears.errors import TemplateRefused
from arrears.office.letters.mail_drafts import Mail, mail_drafts, refuse_texts

FIELDS = {
    "CompanyName": "Harbour GmbH", "LetterNo": "L2026-00001", "LetterDate": "2. November 2026", "Contact": "Frau Pohl",
    "Signatory": "Jan Pohl", "Salutation": "Sehr geehrte Damen und Herren,", "CustomerName": "x", "CustomerContact": "",
}  # fmt: skip


def letter(folder):
    path = folder / "L2026-00001 Müller & Söhne.docx"
    path.write_bytes(b"PK letter")
    return path


def drafted(folder, language="de", fields=FIELDS, to="info@example.com"):
    (path,) = mail_drafts([Mail(to, language, fields, [letter(folder)])], folder / "out", [folder / "texts"])
    return path, message_from_bytes(path.read_bytes(), policy=default)


def test_a_draft_opens_unsent_with_the_letter_attached(tmp_path):
    path, mail = drafted(tmp_path)
    assert path.name == "L2026-00001 Müller & Söhne.eml"
    assert (mail["X-Unsent"], mail["To"]) == ("1", "info@example.com")
    assert mail["Subject"] == "Harbour GmbH: Schreiben L2026-00001 vom 2. November 2026"
    body, attachment = mail.iter_parts()
    assert text(body).startswith("Sehr geehrte Damen und Herren,\n\nanbei erhalten Sie")
    assert (attachment.get_filename(), attachment.get_content()) == ("L2026-00001 Müller & Söhne.docx", b"PK letter")


def text(part):
    return part.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("language", ["en", "zh", "de", "fr"])
def test_every_shipped_text_names_only_fields_it_has(tmp_path, language):
    _, mail = drafted(tmp_path, language)
    assert "«" not in mail.get_body().get_content() + mail["Subject"]
    assert "L2026-00001" in mail["Subject"]


def test_a_text_of_the_users_own_goes_first_and_a_wrong_field_in_it_is_refused(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "de.txt").write_text("«CompanyName»\nHallo «CustomerName»\n", encoding="utf-8")
    _, mail = drafted(tmp_path)
    assert (mail["Subject"], text(mail.get_body())) == ("Harbour GmbH", "Hallo x\n")
    (tmp_path / "texts" / "de.txt").write_text("«CompanyName»\n«Betrag»\n", encoding="utf-8")
    with pytest.raises(TemplateRefused) as refusal:
        refuse_texts([tmp_path / "texts"])
    assert (refusal.value.name, refusal.value.found) == ("mail-field-unknown", "Betrag")


def test_names_and_addresses_cannot_add_headers(tmp_path):
    _, mail = drafted(
        tmp_path, fields=FIELDS | {"CompanyName": "A\nBcc: all@example.com"}, to="a@example.com\nBcc: b@c.de"
    )
    assert mail["Bcc"] is None


def test_the_same_letter_gives_the_same_bytes_and_a_draft_that_is_there_stays(tmp_path):
    path, _ = drafted(tmp_path)
    first = path.read_bytes()
    path.write_bytes(b"edited by a person")
    drafted(tmp_path)
    assert path.read_bytes() == b"edited by a person"
    path.unlink()
    drafted(tmp_path)
    assert path.read_bytes() == first
