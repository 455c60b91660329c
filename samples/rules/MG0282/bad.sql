-- sample: postgresql 15
-- file: 001_visits.sql released
CREATE TABLE visits (page text PRIMARY KEY, seen integer);
CREATE PUBLICATION reporting FOR TABLE visits;
-- file: 002_country.sql
SET lock_timeout = '2s';
ALTER TABLE visits ADD COLUMN country text;
