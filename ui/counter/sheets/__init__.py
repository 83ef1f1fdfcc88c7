"""What is entered on a customer's card, each in a sheet beside it."""
