"""« Pointages reçus » : which school sent its attendance, which did not."""
