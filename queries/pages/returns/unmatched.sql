-- The failures that are none of our debits, or of another amount: nothing was marked, someone must look.
-- grain: one row a failure
-- Parameter: $file (NULL = all). Example: ('retour.xml', 2024-03-07, 'RT0000000099-1', 60.00, 'AM04', 'identifiant inconnu').
select f.file, u.booked_on, u.subject, u.amount, u.reason, u.why
from unmatched_returns u
join return_files f using (sha256)
where $file is null or u.sha256 = $file
order by f.read_at desc, u.subject
