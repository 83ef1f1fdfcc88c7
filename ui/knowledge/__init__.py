"""Knowledge (F6): reviewed answers, questions to HQ, cards to learn from."""
