-- sample: sqlserver 2022 enterprise
-- file: 001_tables.sql released
CREATE TABLE dbo.Orders (
    Id bigint IDENTITY NOT NULL CONSTRAINT PK_Orders PRIMARY KEY CLUSTERED,
    CustomerId bigint NOT NULL,
    Note nvarchar(200) NULL
);
GO
CREATE TABLE dbo.OrdersArchive (
    Id bigint NOT NULL
);
GO
-- file: 002_change.sql
-- migrationguard: no-transaction
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
ALTER TABLE dbo.Orders SWITCH PARTITION 1 TO dbo.OrdersArchive PARTITION 1;
