-- Drops the rejects whose key has come in with this file, or stood there already (rules.md, Corrections).
-- needs: keyed, problems
-- changes: rejects
-- Parameter: $table.
-- Example: the reject of attendance A9 goes when a right row of A9 is imported.
delete from rejects r
using (select key from keyed where record not in (select record from problems)) s
where r.table_name = $table and r.key = s.key
