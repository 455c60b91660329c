-- sample: sqlserver 2022 enterprise
-- file: 001_tables.sql released
CREATE TABLE dbo.Orders (
    Id bigint IDENTITY NOT NULL CONSTRAINT PK_Orders PRIMARY KEY CLUSTERED,
    CustomerId bigint NOT NULL,
    Note nvarchar(200) NULL
);
GO
ALTER TABLE dbo.Orders ADD CONSTRAINT CK_Orders_CustomerId CHECK (CustomerId > 0);
GO
ALTER TABLE dbo.Orders NOCHECK CONSTRAINT CK_Orders_CustomerId;
GO
-- file: 002_change.sql
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
ALTER TABLE dbo.Orders CHECK CONSTRAINT CK_Orders_CustomerId;
