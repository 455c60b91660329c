-- sample: postgresql 16
-- file: 002_change.sql
CREATE TABLE invoices (
    id serial PRIMARY KEY,
    number char(12) NOT NULL,
    issued_at timestamp NOT NULL
);
