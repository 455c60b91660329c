-- sample: sqlserver 2022 enterprise
-- file: 001_tables.sql released
CREATE TABLE dbo.Orders (
    Id bigint IDENTITY NOT NULL CONSTRAINT PK_Orders PRIMARY KEY CLUSTERED,
    CustomerId bigint NOT NULL,
    Note nvarchar(100) NULL
);
CREATE INDEX IX_Orders_Note ON dbo.Orders (Note);
GO
-- file: 002_change.sql
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
DROP INDEX IX_Orders_Note ON dbo.Orders;
ALTER TABLE dbo.Orders ALTER COLUMN Note nvarchar(200) NULL;
CREATE INDEX IX_Orders_Note ON dbo.Orders (Note);
