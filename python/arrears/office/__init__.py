"""The outside, one module a medium: workbooks, exports, Word, files."""
