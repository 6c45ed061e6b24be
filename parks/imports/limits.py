"""How much a table may hold; a file beyond these is refused as a whole."""

MEGABYTE = 1024 * 1024
FILE_BYTES = 50 * MEGABYTE
PAGE_FILE_BYTES = 20 * MEGABYTE
"""Of what is uploaded on a page, whose first rows are read while the person waits."""
ROWS = 100_000
COLUMNS = 256

# A workbook is a ZIP archive of XML: what it may unfold to, and how many rows, blank ones
# included, its sheets may count (the last row number that spreadsheet programs know).
UNFOLDED_BYTES = 256 * MEGABYTE
SHEET_ROWS = 1_048_576

# A title line, a logo or a remark may stand above the headings.
LINES_ABOVE_DATA = 10
