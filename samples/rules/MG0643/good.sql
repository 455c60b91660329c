-- sample: sqlserver 2022 enterprise
-- file: 001_tables.sql released
CREATE TABLE dbo.Orders (
    Id bigint IDENTITY NOT NULL CONSTRAINT PK_Orders PRIMARY KEY CLUSTERED,
    CustomerId bigint NOT NULL,
    Note nvarchar(200) NULL
);
GO
-- file: 002_add_source.sql
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
ALTER TABLE dbo.Orders ADD Source nvarchar(20) NULL;
-- file: 003_fill_source.sql
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
UPDATE TOP (1000) dbo.Orders SET Source = N'web' WHERE Source IS NULL;
