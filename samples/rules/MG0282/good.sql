-- sample: postgresql 15
-- file: 001_visits.sql released
CREATE TABLE visits (page text PRIMARY KEY, seen integer);
CREATE PUBLICATION reporting FOR TABLE visits WITH (publish = 'insert');
CREATE TABLE pages (page text PRIMARY KEY);
-- file: 002_country.sql
SET lock_timeout = '2s';
ALTER TABLE pages ADD COLUMN country text;
