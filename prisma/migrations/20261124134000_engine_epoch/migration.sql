-- CreateTable
CREATE TABLE "engine_epoch" (
    "epoch" TEXT NOT NULL,
    "mark" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "engine_epoch_pkey" PRIMARY KEY ("epoch")
);

ALTER TABLE engine_epoch ADD CONSTRAINT engine_epoch_state CHECK (state IN ('whole', 'rebuilding', 'ahead', 'ended'));
