"""Durable files: whole or not at all, the former one kept, nothing overwritten that another program holds open."""

import contextlib
import errno
import os
from pathlib import Path

from arrears.errors import FileRefused

_REASONS = {
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "no-permission",
    errno.ENOSPC: "disk-full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk-full",
    errno.EIO: "disk-fault",
    errno.EISDIR: "is-a-folder",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EEXIST: "no-folder",  # a file stands where the folder would have to be made
}


def replace_file(path: Path, content: bytes) -> None:
    """Put new content in the place of a file; a crash at any moment leaves the old file or the new one.

    The former file stays beside it as ``<stem>.previous<suffix>``, one generation. Raises FileRefused
    ``open-elsewhere`` when Excel holds the file open, ``cannot-write`` when the system refuses.
    """
    refuse_open(path)
    fresh = path.with_name(f".{path.name}.new")
    try:
        _write_through(fresh, content)
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
            _keep(path)
        _swap(fresh, path)
    except OSError as error:
        _forget(fresh)
        raise write_refused(path, error) from error


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, whole or not at all.

    Raises FileRefused ``exists-already`` or ``cannot-write``.
    """
    if path.exists():
        raise FileRefused("exists-already", str(path), path.name)
    fresh = path.with_name(f".{path.name}.new")
    try:
        _write_through(fresh, content)
        _swap(fresh, path)
    except OSError as error:
        _forget(fresh)
        raise write_refused(path, error) from error


def read_file(path: Path) -> bytes:
    """Read a file whole; raises FileRefused ``not-there`` or ``cannot-read``."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileRefused("not-there", str(path), path.name) from error
    except OSError as error:
        raise FileRefused("cannot-read", str(path), path.name, reason=_reason(error)) from error


def write_refused(path: Path, error: OSError) -> FileRefused:
    """Tell the program that holds the file (Windows' sharing violation, 32 and 33) from a folder that forbids it."""
    if getattr(error, "winerror", None) in (5, 32, 33):
        return FileRefused("open-elsewhere", str(path), path.name)
    return FileRefused("cannot-write", str(path), path.name, reason=_reason(error))


def previous(path: Path) -> Path:
    """Name the former generation of a file: ``Book.previous.xlsx`` for ``Book.xlsx``."""
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def refuse_open(path: Path) -> None:
    """Refuse a file that Excel holds open: it leaves a lock file beside it."""
    lock = path.with_name(f"~${path.name}")
    if lock.exists():
        raise FileRefused("open-elsewhere", str(path), path.name)


def _write_through(path: Path, content: bytes) -> None:
    """Write and force to the disk, not only to the system's memory."""
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _keep(path: Path) -> None:
    """Let the old content live on under the previous name while ``path`` itself never goes missing."""
    spare = path.with_name(f".{path.name}.old")
    _forget(spare)
    try:
        os.link(path, spare)
    except OSError:  # no hard links here (FAT, some network drives): a copy does
        _write_through(spare, path.read_bytes())
    spare.replace(previous(path))


def _swap(fresh: Path, path: Path) -> None:
    fresh.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows has no handle on folders and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    """Give the cause by a name that has its words in the texts; an unusual one as the system says it."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
