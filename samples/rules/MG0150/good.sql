-- sample: postgresql 15
-- file: 001_documents.sql released
CREATE TABLE documents (id bigint PRIMARY KEY, body text, language text);
ALTER TABLE documents ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO documents SELECT n, repeat('x', 20000000), 'en' FROM generate_series(1, 1) n;
ANALYZE documents;
-- file: 002_language.sql
SET lock_timeout = '2s';
ALTER TABLE documents ALTER COLUMN language SET NOT NULL;
