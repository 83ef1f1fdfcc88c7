"""How Chinese characters are read: made from pypinyin, see tests/unit/resources."""
