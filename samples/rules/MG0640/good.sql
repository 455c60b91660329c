-- sample: sqlserver 2019 standard
-- file: 001_tables.sql released
CREATE TABLE dbo.Orders (
    Id bigint IDENTITY NOT NULL CONSTRAINT PK_Orders PRIMARY KEY CLUSTERED,
    CustomerId bigint NOT NULL,
    Note nvarchar(200) NULL
);
GO
-- file: 002_change.sql
CREATE TABLE dbo.Invoices (
    Id bigint NOT NULL CONSTRAINT PK_Invoices PRIMARY KEY,
    OrderId bigint NOT NULL
);
