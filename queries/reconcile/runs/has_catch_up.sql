-- Whether any catch-up document was imported: then the cells are computed once more with them (R11).
-- grain: one row
-- Example: (false) before the first catch-up invoice.
select count(*) > 0 as has_catch_up from invoices where origin = 'catch_up'
