-- CreateTable
CREATE TABLE "Team" (
    "id" SERIAL NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "Post" DROP COLUMN "views",
ADD COLUMN     "teamId" INTEGER NOT NULL,
ALTER COLUMN "title" SET DATA TYPE TEXT;

-- CreateIndex
CREATE INDEX "Post_teamId_idx" ON "Post"("teamId");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
