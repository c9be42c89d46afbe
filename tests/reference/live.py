"""Random lives, and where the program first leaves the reference in each.

python -m tests.reference.live --seeds 1-30 [--families 10] [--steps 14] [--keep DIR]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from .lives import Life


def main() -> int:
    """Command line; exit status 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1-10", help="a seed or a range, 1-30")
    parser.add_argument("--families", type=int, default=10)
    parser.add_argument("--steps", type=int, default=14)
    parser.add_argument("--keep", type=Path, default=None)
    chosen = parser.parse_args()
    low, _, high = chosen.seeds.partition("-")
    base = chosen.keep or Path(tempfile.mkdtemp(prefix="lives-"))
    wrong = 0
    for seed in range(int(low), int(high or low) + 1):
        lines = Life(seed, base / f"life-{seed}", chosen.families).live(chosen.steps)
        print(f"seed {seed}: " + ("\n".join(lines) or "no difference"), flush=True)
        wrong += bool(lines)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
