-- sample: postgresql 15
-- file: 001_articles.sql released
CREATE TABLE articles (id bigint PRIMARY KEY, number text);
INSERT INTO articles VALUES (1, '17'), (2, '18');
-- file: 002_number.sql
SET lock_timeout = '2s';
ALTER TABLE articles ALTER COLUMN number TYPE integer USING number::integer;
