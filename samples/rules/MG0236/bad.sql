-- sample: postgresql 16
-- file: 001_functions.sql released
CREATE FUNCTION order_fee(total numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT total * 0.05 $$;
-- file: 002_drop.sql
SET lock_timeout = '2s';
DROP FUNCTION order_fee(numeric);
