"""A section of the full report: what was shown, the lines of it, and whether it holds."""

import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Section:
    """One thing that must be shown: its title, what was found, what does not hold."""

    title: str
    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def say(self, line: str) -> None:
        """Add a line of what was found."""
        self.lines.append(line)

    def expect(self, holds: object, failure: str) -> None:
        """Add a failure unless something holds."""
        if not holds:
            self.failures.append(failure)

    def text(self) -> Iterator[str]:
        """Give the section as Markdown."""
        yield f"\n## {self.title}\n"
        yield from self.lines
        yield f"\n{'**Does not hold**' if self.failures else 'Holds'} ({self.seconds:.0f} s)."
        yield from (f"- {failure}" for failure in self.failures)


def shown(title: str, show: Callable[[Section], None]) -> Section:
    """Carry out a section; whatever goes wrong is a failure of it, and the next one goes on."""
    section, began = Section(title), time.perf_counter()
    try:
        show(section)
    except Exception as error:  # noqa: BLE001 - one section's fall must not hide the others
        last = traceback.extract_tb(error.__traceback__)[-1]
        section.failures.append(f"{type(error).__name__} at {last.name}, line {last.lineno}: {str(error)[:500]}")
    section.seconds = time.perf_counter() - began
    return section
