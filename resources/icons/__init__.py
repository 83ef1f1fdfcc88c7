"""Small drawings in the colour of the text beside them."""
