"""How much a CV may be; beyond these a file is refused with words, never read in part."""

MEGABYTE = 1024 * 1024
FILE_BYTES = 10 * MEGABYTE
PAGES = 30
CHARACTERS = 200_000

# A DOCX is a ZIP archive: what it may unfold to. Pictures are counted, markup counts for itself.
ARCHIVE_PARTS = 2_000
ARCHIVE_BYTES = 40 * MEGABYTE
MARKUP_BYTES = 8 * MEGABYTE

# What the process that opens a PDF may use (a file of 0.3 MB was seen to take 1.4 GB and 6 s).
PDF_SECONDS = 20
PDF_MEMORY_BYTES = 768 * MEGABYTE

# A PDF with fewer visible characters than this is a picture with a watermark, not a text.
SMALLEST_PDF_TEXT = 20
