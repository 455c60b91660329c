-- sample: postgresql 15
-- file: 001_visits.sql released
CREATE TABLE visits (page text, seen integer);
CREATE PUBLICATION reporting FOR TABLE visits;
-- file: 002_pages.sql
UPDATE visits SET page = '/' WHERE page = '';
