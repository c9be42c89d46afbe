-- « Pourquoi » : the gap by cause, in euros, signed; NULL where `masked`.
-- needs: causes
-- grain: one row a cause
-- In the order they were published. Example: ('not_billed', 867 families, 299,696.40, false).
select cause, families, amount, masked from causes order by rowid
