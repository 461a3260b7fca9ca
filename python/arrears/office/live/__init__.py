"""The open workbook, through xlwings."""
