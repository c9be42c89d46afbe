"""Runs `bare.sql` on a folder and prints the seconds it took, the cells and their expected sum."""

import sys
import time
from pathlib import Path

import duckdb

started = time.perf_counter()
connection = duckdb.connect()
connection.execute(Path(__file__).with_name("bare.sql").read_text().replace("FOLDER", sys.argv[1]))
cells, expected = connection.execute("select count(*), sum(expected) from cells").fetchone()
print(f"{time.perf_counter() - started:.2f} {cells} {expected}")
