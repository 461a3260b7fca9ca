"""A machine that goes off, a disk that is full, a folder that forbids: at any step that leaves a trace on the disk."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch


class Stopped(BaseException):
    """The machine went off."""


@dataclass
class Machine:
    """Counts what touches the disk below a folder; at one of these steps something happens.

    ``how``: ``before`` the step, in its ``middle`` (half of a write; other steps have none, and are as ``before``),
    ``after`` it; ``full`` and ``forbidden``: the system refuses this step and all that follow.
    """

    folder: Path
    at: int = 0
    how: str = "before"
    steps: list[str] = field(default_factory=list)
    restarted: bool = False

    def step(self, name: str, act: Any, half: Any = None) -> Any:
        """Do a step, unless this is where things happen."""
        self.steps.append(name)
        now = len(self.steps)
        if self.how in ("full", "forbidden") and self.at and now >= self.at and not self.restarted:
            code = errno.ENOSPC if self.how == "full" else errno.EACCES
            raise OSError(code, os.strerror(code))
        if now != self.at or self.how in ("full", "forbidden"):
            return act()
        if self.how == "after":
            done = act()
            if hasattr(done, "close"):  # the system closes the files of a machine that went off
                done.close()
        elif self.how == "middle" and half is not None:
            half()
        raise Stopped(name)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let everything written below the folder pass through the machine."""
        originals = {"open": Path.open, "replace": Path.replace, "unlink": Path.unlink}
        fsync, link = os.fsync, os.link

        def opened(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
            if self._ours(path) and any(letter in mode for letter in "wa+"):
                return _File(self.step(f"open {path.name}", lambda: originals["open"](path, mode, *rest, **more)), self)
            return originals["open"](path, mode, *rest, **more)

        def replaced(path: Path, target: Any) -> Any:
            if not self._ours(path):
                return originals["replace"](path, target)
            return self.step(f"rename {path.name}", lambda: originals["replace"](path, target))

        def unlinked(path: Path, **more: Any) -> Any:
            if not (self._ours(path) and path.exists()):
                return originals["unlink"](path, **more)
            return self.step(f"remove {path.name}", lambda: originals["unlink"](path, **more))

        with (
            patch.object(Path, "open", opened),
            patch.object(Path, "replace", replaced),
            patch.object(Path, "unlink", unlinked),
            patch.object(os, "fsync", lambda handle: self.step("force to disk", lambda: fsync(handle))),
            patch.object(os, "link", lambda *ends: self.step("link", lambda: link(*ends))),
        ):
            yield

    def _ours(self, path: Path) -> bool:
        return path.is_relative_to(self.folder) and path.suffix != ".lock"


class _File:
    """An open file whose writes are steps."""

    def __init__(self, file: Any, machine: Machine) -> None:
        self._file, self._machine = file, machine

    def write(self, content: bytes) -> Any:
        def half() -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()

        return self._machine.step(f"write {len(content)} bytes", lambda: self._file.write(content), half)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
