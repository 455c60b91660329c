-- sample: postgresql 16
-- file: 001_sequence.sql released
CREATE SEQUENCE invoice_number;
-- file: 002_restart.sql
SET lock_timeout = '2s';
ALTER SEQUENCE invoice_number RESTART WITH 1;
