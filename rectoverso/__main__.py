"""`python -m rectoverso` is the command `rectoverso`."""

import sys

from rectoverso.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
