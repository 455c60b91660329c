-- sample: postgresql 16
-- file: 001_functions.sql released
CREATE FUNCTION order_fee(total numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT total * 0.05 $$;
-- file: 002_successor.sql
SET lock_timeout = '2s';
CREATE FUNCTION order_fee_v2(total numeric, country text) RETURNS numeric LANGUAGE sql AS $$ SELECT total * 0.07 $$;
