-- Stands for the migration of another branch until they meet.
SELECT 1;
