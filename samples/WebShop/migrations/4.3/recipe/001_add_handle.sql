-- The recipe that most articles give: add, copy, switch, drop.
SET lock_timeout = '2s';

ALTER TABLE customers ADD COLUMN handle text;
