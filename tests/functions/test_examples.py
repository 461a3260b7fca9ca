"""Every example of the reference page gives what the page says, and every function has one."""

import pytest
from tests.functions import page
from tests.functions.examples_held import BY_NAME, same

from arrears.functions.calling import Caller, called_from
from arrears.functions.examples import computed, examples, further

EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_what_the_page_says(name: str) -> None:
    with called_from(Caller(language="en")):
        for example in (EXAMPLES[name], *further(name)):
            assert same(computed(example.formula), example.cells)
    assert EXAMPLES[name].formula.startswith(f"={name}(")


def test_only_what_cannot_be_told_has_no_example() -> None:
    assert set(BY_NAME) - set(EXAMPLES) == {"AR_EXPLAIN", "AR_VERSION"}


def test_the_page_is_what_the_declarations_say() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "run: python -m tests.functions.page"
