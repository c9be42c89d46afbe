"""What the pages share: shell, filters, money strip, tables, charts, downloads."""
