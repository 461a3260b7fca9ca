"""``python -m arrears``: the command line, where no ``arrears`` program was made for it."""

from arrears.cli.app import run

if __name__ == "__main__":
    run()
