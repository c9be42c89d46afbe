"""`python -m rattrapage COMMAND`."""

import sys

from rattrapage.cli import main

sys.exit(main())
