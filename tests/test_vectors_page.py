"""The page of published cases says what the tests of published cases say."""

from tests.full import published
from tests.vectors import vectors


def test_the_page_of_published_cases_is_true() -> None:
    vectors("")
    cases, failed = published.compared()
    assert failed == []
    assert published.PAGE.read_text(encoding="utf-8") == published.page(cases), (
        "write it anew: python -m tests.full.published"
    )
