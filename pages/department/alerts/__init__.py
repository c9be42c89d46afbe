"""« Alertes » : what closed without being billed."""
