"""E-mail drafts: one .eml a letter, which a mail program opens as a message not yet sent."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from mimetypes import guess_type
from pathlib import Path

from arrears.errors import TemplateRefused
from arrears.office.files import read_file, write_new
from arrears.office.shipped import templates
from arrears.runs.letters.letter_mails import MAIL_FIELDS

_FIELD = re.compile("«([^»]*)»")


@dataclass(frozen=True, slots=True)
class Mail:
    """One draft: to whom, in which language, what the text names, and the files that go with it."""

    to: str
    language: str
    fields: Mapping[str, str]
    attachments: Sequence[Path]


def mail_drafts(mails: Sequence[Mail], out: Path, folders: Sequence[Path] = ()) -> list[Path]:
    """Write a draft for each, named as its first attachment; those that are there already stay.

    The text is the first of ``<folder>/<language>.txt`` and the shipped one: its first line is the subject, and
    «Names» in it stand for fields. ``X-Unsent: 1`` opens it for editing in mail programs that know the header.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for mail in mails:
        path = out / f"{mail.attachments[0].stem}.eml"
        if not path.exists():
            write_new(path, _message(mail, folders))
        written.append(path)
    return written


def _message(mail: Mail, folders: Sequence[Path]) -> bytes:
    subject, _, body = _text(mail, folders).partition("\n")
    subject, body = _filled(subject, mail.fields), _filled(body, mail.fields)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = " ".join(mail.to.split())
    message["Subject"] = " ".join(subject.split())
    message.set_content(body.strip("\n") + "\n")
    for attachment in mail.attachments:
        main, _, sub = (guess_type(attachment.name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(read_file(attachment), maintype=main, subtype=sub, filename=attachment.name)
    # A boundary made of the letter's name, not of chance: the same letter gives the same draft.
    message.set_boundary(f"=={mail.attachments[0].stem.encode('ascii', 'ignore').decode().replace(' ', '-')[:40]}==")
    return message.as_bytes()


def _text(mail: Mail, folders: Sequence[Path]) -> str:
    places = [*folders, templates() / "mail"]
    files = [folder / f"{language}.txt" for language in (mail.language, "en") for folder in places]
    file = next((each for each in files if each.is_file()), None)
    if file is None:
        raise TemplateRefused("template-missing", found="mail", language=mail.language)
    return _read(file)


def refuse_texts(folders: Sequence[Path]) -> None:
    """Refuse texts of the user's that name a field there is not; raises TemplateRefused ``mail-field-unknown``."""
    for file in (file for folder in folders for file in sorted(folder.glob("*.txt"))):
        unknown = [name for name in _FIELD.findall(_read(file)) if name not in MAIL_FIELDS]
        if unknown:
            raise TemplateRefused("mail-field-unknown", where=str(file), found=unknown[0])


def _read(file: Path) -> str:
    return read_file(file).decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _filled(text: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda match: fields[match[1]], text)
