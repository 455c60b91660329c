-- sample: postgresql 16
-- file: 001_countries.sql released
CREATE TABLE countries (
    code char(2) PRIMARY KEY,
    name text NOT NULL
);
INSERT INTO countries (code, name) VALUES ('YU', 'Yugoslavia');
-- file: 002_retire.sql
SET lock_timeout = '2s';
ALTER TABLE countries ADD COLUMN retired boolean NOT NULL DEFAULT false;
-- file: 003_mark.sql
UPDATE countries SET retired = true WHERE code = 'YU';
