-- sample: sqlserver 2022 enterprise
-- file: 001_tables.sql released
CREATE TABLE dbo.Orders (
    Id bigint IDENTITY NOT NULL CONSTRAINT PK_Orders PRIMARY KEY CLUSTERED,
    CustomerId bigint NOT NULL,
    Note nvarchar(200) NULL
);
GO
-- file: 002_column.sql
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
ALTER TABLE dbo.Orders ADD LongNote nvarchar(200) NULL;
-- file: 003_index.sql
-- migrationguard: no-transaction
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
CREATE INDEX IX_Orders_LongNote ON dbo.Orders (LongNote) WITH (ONLINE = ON (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 1 MINUTES, ABORT_AFTER_WAIT = SELF)));
