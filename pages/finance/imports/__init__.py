"""« Imports et rejets » : files in, their report, the rows to mend."""
