-- sample: postgresql 15
-- file: 001_orders.sql released
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, note text);
CREATE VIEW tenants AS SELECT DISTINCT tenant_id FROM orders;
CREATE VIEW tenant_count AS SELECT count(*) FROM tenants;
-- file: 002_orders.sql
SET lock_timeout = '2s';
DROP TABLE orders CASCADE;
