"""Build Arrears.xlam for this computer into a folder: python addin/build_addin.py [FOLDER]."""

import sys
from pathlib import Path

from arrears.functions import DECLARED
from arrears.office.install import xlwings_files
from arrears.office.install.installation import Installation
from arrears.office.install.interpreter import Interpreter
from arrears.office.install.profile import Profile

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "dist")
    installation = Installation(Profile.here(), Interpreter.here(), xlwings_files.installed(), folder)
    sys.stdout.write(f"{installation.install(DECLARED)}\n")
