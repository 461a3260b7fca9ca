"""The measures of the book, month by month: sales, month ends, the rows of each sheet, the blocks of the dashboard."""
