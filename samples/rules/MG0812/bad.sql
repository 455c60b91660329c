-- sample: postgresql 16
-- file: 001_schema.sql released
CREATE SCHEMA shop;
-- file: 002_domain.sql
SET lock_timeout = '2s';
CREATE DOMAIN email_address AS text CHECK (VALUE LIKE '%@%');
