-- Notes the version to which the ledger's schema was upgraded. Parameter: $version.
update ledger_info set version = $version
