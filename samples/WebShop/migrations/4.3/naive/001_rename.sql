SET lock_timeout = '2s';

ALTER TABLE customers RENAME COLUMN username TO handle;
