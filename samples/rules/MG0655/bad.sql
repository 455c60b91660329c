-- sample: postgresql 15
-- file: 001_orders.sql released
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, note text);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_orders ON orders USING (tenant_id = 1);
-- file: 002_tenant.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN tenant_id;
