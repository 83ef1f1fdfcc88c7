"""The screens' words, one file per language, and what Qt loads of them."""
