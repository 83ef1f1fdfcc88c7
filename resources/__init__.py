"""Files that travel with the program: messages, translations, icons, forms."""
