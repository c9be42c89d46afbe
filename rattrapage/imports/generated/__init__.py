"""The SQL that depends on a table's columns: what no fixed file of `queries/imports/` can say once for all tables.

`tests/golden/imports/` shows what these modules write.
"""
