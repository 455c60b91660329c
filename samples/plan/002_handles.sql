ALTER TABLE customers RENAME COLUMN username TO handle;
CREATE INDEX ix_customers_city ON customers (city);
