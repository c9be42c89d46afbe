-- The lines that need a person, still open: nothing was marked, someone must match or dismiss them.
-- grain: one row a line
-- Parameter: $file (NULL = all). Example: (3, 'retour.xml', 2024-03-07, 'RT0000000099-1', 60.00, 'AM04', 'identifiant inconnu').
select u.line, f.file, u.booked_on, u.subject, u.amount, u.reason, u.why
from unmatched_returns u
join return_files f using (sha256)
where u.settled is null and ($file is null or u.sha256 = $file)
order by f.read_at desc, u.line
