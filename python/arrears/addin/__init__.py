"""What the ribbon calls: each button is a command of the command line, on the open workbook, with dialogs for options.

VBA passes the name of a button to ``run`` and nothing else; which workbook, which cells and which files are meant is
asked here.
"""

from arrears.addin.ribbon_run import run as run
