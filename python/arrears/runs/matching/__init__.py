"""Cash application on the workbook: what is proposed, accepted, posted and undone."""
