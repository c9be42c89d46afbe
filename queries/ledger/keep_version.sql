-- Notes the version to which the ledger's schema was upgraded. Parameter: $version.
-- changes: ledger_info
update ledger_info set version = $version
