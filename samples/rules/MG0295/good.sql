-- sample: sqlserver 2022 enterprise
-- file: 001_tables.sql released
CREATE TABLE dbo.Prices (
    Id bigint NOT NULL CONSTRAINT PK_Prices PRIMARY KEY,
    ValidFrom datetime2 GENERATED ALWAYS AS ROW START NOT NULL,
    ValidTo datetime2 GENERATED ALWAYS AS ROW END NOT NULL,
    PERIOD FOR SYSTEM_TIME (ValidFrom, ValidTo)
) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.PricesHistory));
GO
-- file: 002_change.sql
-- migrationguard: phase contract
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;
ALTER TABLE dbo.Prices SET (SYSTEM_VERSIONING = OFF);
