"""Compliance (F7): what an inspector asks for, on paper and as a workbook."""
