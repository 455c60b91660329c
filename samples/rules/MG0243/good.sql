-- sample: postgresql 16
-- file: 001_sequence.sql released
CREATE SEQUENCE invoice_number;
-- file: 002_sequence.sql
SET lock_timeout = '2s';
ALTER SEQUENCE invoice_number CACHE 20;
CREATE SEQUENCE credit_note_number START WITH 1;
