"""What staff say about the program, with a drawing of the page in which nobody appears."""
