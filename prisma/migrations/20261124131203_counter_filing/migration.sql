-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "account_id" UUID,
ADD COLUMN     "channel" TEXT NOT NULL DEFAULT 'online',
ALTER COLUMN "citizen_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "dossier" ADD COLUMN     "filed_by" UUID;

-- CreateIndex
CREATE INDEX "draft_account_id_updated_at_idx" ON "draft"("account_id", "updated_at");

ALTER TABLE draft ADD CONSTRAINT draft_of_one CHECK (num_nonnulls(account_id, citizen_id) = 1);
ALTER TABLE draft ADD CONSTRAINT draft_channel CHECK (channel IN ('online', 'assisted', 'in-person') AND (channel = 'online') = (account_id IS NULL));
ALTER TABLE draft ADD CONSTRAINT draft_account FOREIGN KEY (account_id) REFERENCES account (id);
ALTER TABLE dossier ADD CONSTRAINT dossier_filed_by FOREIGN KEY (filed_by) REFERENCES account (id);
