-- sample: postgresql 16
-- file: 001_countries.sql released
CREATE TABLE countries (
    code char(2) PRIMARY KEY,
    name text NOT NULL
);
INSERT INTO countries (code, name) VALUES ('YU', 'Yugoslavia');
-- file: 002_delete.sql
SET lock_timeout = '2s';
DELETE FROM countries WHERE code = 'YU';
