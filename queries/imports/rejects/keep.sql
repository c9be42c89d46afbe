-- Keeps the rejects of one file, `arriving` from the program, in place of earlier imports' that say the same: same text
-- or same key. Two rejects of one key in one import both stay.
-- needs: arriving
-- changes: rejects
-- Parameters: $import_id, $table, $header (the header of the file as it stands).
-- Example: attendance A9 with date 31/02/2024, sent twice in two imports, is kept once, under the second.
delete from rejects r
using arriving a
where r.table_name = $table and r.import_id < $import_id and (r.raw = a.raw or r.key = a.key);

insert into rejects by name
select
    $import_id as import_id, $table as table_name, file, line, column_name, reason, message, raw, $header as header,
    key
from arriving;
