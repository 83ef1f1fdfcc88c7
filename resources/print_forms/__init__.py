"""Printed forms that come with the program."""
