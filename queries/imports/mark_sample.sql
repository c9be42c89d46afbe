-- Notes whether the ledger still holds the invented city alone: only a first import can make it one, and an import of
-- real people ends it. Parameters: $invented (this import brings nobody real), $is_first.
-- changes: ledger_info
-- Example: the sample city, then signed mandates of its own families: true; then one real family: false for good.
update ledger_info set sample_city = $invented and (sample_city or $is_first)
