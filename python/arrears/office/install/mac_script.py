"""The script through which Excel on macOS starts Python: the only way its sandbox leaves open."""

import shlex
from pathlib import Path

NAME = "Arrears.applescript"


def mac_script(interpreter: Path, log: Path) -> str:
    """Write the script. All that Excel passes is a command's name, which is quoted; the rest is fixed here.

    Python starts in the root folder and takes neither PYTHONPATH nor the current folder for code (-E, -P).
    """
    run = "import sys; from arrears.addin import run; run(sys.argv[1])"
    command = f"cd / && {shlex.quote(str(interpreter))} -E -P -c {shlex.quote(run)}"
    ending = f" > /dev/null 2>> {shlex.quote(str(log))} &"
    return (
        '-- Written by "arrears install"; run by Arrears.xlam.\n'
        "on runCommand(commandName)\n"
        f"\tdo shell script {_quoted(command + ' ')} & quoted form of commandName & {_quoted(ending)}\n"
        "end runCommand\n"
    )


def _quoted(text: str) -> str:
    """Write a text as AppleScript does."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
