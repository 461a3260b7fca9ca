"""The salutation of a letter in each language."""

import pytest

from arrears.core.letters.salutation import salutation


@pytest.mark.parametrize(
    ("contact", "language", "expected"),
    [
        ("Ms Adeyemi", "en", "Dear Ms Adeyemi,"),
        ("Anna Smith, Accounts", "en", "Dear Anna Smith,"),
        ("Accounts payable department", "en", "Dear Sir or Madam,"),
        ("invoices@alder.example", "en", "Dear Sir or Madam,"),
        ("", "en", "Dear Sir or Madam,"),
        ("Herrn Dr. Weiß", "de", "Sehr geehrter Herr Dr. Weiß,"),
        ("Frau Fink (Buchhaltung)", "de", "Sehr geehrte Frau Fink,"),
        ("Karin Fink", "de", "Sehr geehrte Damen und Herren,"),
        ("Kreditorenbuchhaltung", "de", "Sehr geehrte Damen und Herren,"),
        ("Mme Girard", "fr", "Madame,"),
        ("M. Girard", "fr", "Monsieur,"),
        ("Claire Pinson", "fr", "Madame, Monsieur,"),
        ("李强经理", "zh", "尊敬的李强经理："),
        ("沈静", "zh", "尊敬的沈静女士／先生："),
        ("财务部", "zh", "尊敬的客户："),
        ("Mr Wang", "zh", "尊敬的Mr Wang："),
        ("Anna Smith", "it", "Dear Anna Smith,"),
    ],
)
def test_a_person_is_addressed_by_name_and_a_department_in_general(contact, language, expected):
    assert salutation(contact, language) == expected
