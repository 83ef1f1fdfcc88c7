"""HQ's storage on PostgreSQL: all the SQL of the hub."""
