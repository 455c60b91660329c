-- left: 4 names Team.url, which 002_migration.sql:3 changes in the contract phase: release one after the other
-- AlterTable
ALTER TABLE "Team" DROP COLUMN "url",
ADD COLUMN     "url" INTEGER NOT NULL DEFAULT 0;
