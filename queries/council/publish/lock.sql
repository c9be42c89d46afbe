-- Locks the settings of the council's database: no query on a page can open a file or another database any more.
set lock_configuration = true
