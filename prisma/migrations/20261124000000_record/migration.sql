-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "unit" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_code" TEXT,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "date" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name_vi" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "rollout" (
    "id" UUID NOT NULL,
    "unit_code" TEXT NOT NULL,
    "service_code" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "rollout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "phone" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unit_code" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "citizen" (
    "id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "citizen_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "account_id" UUID,
    "citizen_id" UUID,
    "csrf_token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "one_time_code" (
    "id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release" (
    "id" UUID NOT NULL,
    "service_code" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_file" (
    "release_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "release_file_pkey" PRIMARY KEY ("release_id","path")
);

-- CreateTable
CREATE TABLE "deployment" (
    "release_id" UUID NOT NULL,
    "epoch" TEXT NOT NULL,
    "process_definition_key" BIGINT NOT NULL,
    "decision_keys" JSONB NOT NULL,
    "deployed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("release_id","epoch")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "citizen_id" UUID NOT NULL,
    "service_code" TEXT NOT NULL,
    "unit_code" TEXT NOT NULL,
    "release_id" UUID NOT NULL,
    "answers" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "citizen_id" UUID,
    "account_id" UUID,
    "draft_id" UUID,
    "dossier_id" UUID,
    "task_id" UUID,
    "field" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_day" (
    "unit_code" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "unit_day_pkey" PRIMARY KEY ("unit_code","day")
);

-- CreateTable
CREATE TABLE "dossier" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "draft_id" UUID,
    "service_code" TEXT NOT NULL,
    "release_id" UUID NOT NULL,
    "unit_code" TEXT NOT NULL,
    "citizen_id" UUID,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "applicant_name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "form_version" INTEGER NOT NULL,
    "checked_version" INTEGER,
    "supplement_count" INTEGER NOT NULL DEFAULT 0,
    "epoch" TEXT,
    "process_instance_key" BIGINT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "clock" TEXT NOT NULL DEFAULT 'none',
    "withdrawn_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "fee_amount" INTEGER,
    "fee_lines" JSONB,
    "event_seq" INTEGER NOT NULL DEFAULT 0,
    "event_hash" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dossier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_version" (
    "dossier_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "form_version_pkey" PRIMARY KEY ("dossier_id","version")
);

-- CreateTable
CREATE TABLE "dossier_event" (
    "dossier_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "element_id" TEXT,
    "epoch" TEXT,
    "job_key" BIGINT,
    "public" BOOLEAN NOT NULL,
    "data" JSONB NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "dossier_event_pkey" PRIMARY KEY ("dossier_id","seq")
);

-- CreateTable
CREATE TABLE "dossier_clock" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3),
    "limit" JSONB,
    "epoch" TEXT,
    "job_key" BIGINT,

    CONSTRAINT "dossier_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "epoch" TEXT NOT NULL,
    "job_key" BIGINT NOT NULL,
    "dossier_id" UUID NOT NULL,
    "apology_id" UUID,
    "release_id" UUID NOT NULL,
    "process_instance_key" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "element_instance_key" BIGINT NOT NULL,
    "form_key" TEXT,
    "unit_code" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "groups" TEXT[],
    "tag" TEXT,
    "state" TEXT NOT NULL,
    "claimed_by" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "sort_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_because" TEXT,
    "refusal" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_decision" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "element_id" TEXT NOT NULL,
    "tag" TEXT,
    "outcome" TEXT NOT NULL,
    "form" JSONB NOT NULL,
    "reason" TEXT,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "answer" JSONB,
    "answered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_lookup" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "epoch" TEXT NOT NULL,
    "job_key" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "register" TEXT NOT NULL,
    "form_version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "answer" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ask_again_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_lookup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_check" (
    "dossier_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "form_version" INTEGER NOT NULL,
    "result" TEXT NOT NULL,
    "on_fail" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_check_pkey" PRIMARY KEY ("dossier_id","rule")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "issue" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "number" TEXT,
    "sha256" TEXT NOT NULL,
    "verify_code" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "epoch" TEXT,
    "job_key" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_book" (
    "unit_code" TEXT NOT NULL,
    "register" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "register_book_pkey" PRIMARY KEY ("unit_code","register","year")
);

-- CreateTable
CREATE TABLE "register_line" (
    "unit_code" TEXT NOT NULL,
    "register" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "dossier_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,
    "void_by" TEXT,

    CONSTRAINT "register_line_pkey" PRIMARY KEY ("unit_code","register","year","line")
);

-- CreateTable
CREATE TABLE "register_effect" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "effect" TEXT NOT NULL,
    "issue" INTEGER NOT NULL,
    "direction" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "register_effect_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "receipt_number" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms" (
    "id" UUID NOT NULL,
    "reference" SERIAL NOT NULL,
    "dossier_id" UUID,
    "key" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "again" BOOLEAN NOT NULL DEFAULT false,
    "smsc_ids" TEXT[],
    "receipts" JSONB NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sending_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "sms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "dossier_id" UUID,
    "subject" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "apology" (
    "id" UUID NOT NULL,
    "dossier_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "epoch" TEXT,
    "process_instance_key" BIGINT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "new_due_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "apology_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "dossier_id" UUID,
    "text" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,

    CONSTRAINT "concern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "dossier_id" UUID,
    "detail" TEXT NOT NULL,

    CONSTRAINT "access_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unit_parent_code_name_idx" ON "unit"("parent_code", "name");

-- CreateIndex
CREATE UNIQUE INDEX "rollout_service_code_unit_code_valid_from_key" ON "rollout"("service_code", "unit_code", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "account_login_key" ON "account"("login");

-- CreateIndex
CREATE INDEX "role_grant_unit_code_role_idx" ON "role_grant"("unit_code", "role");

-- CreateIndex
CREATE UNIQUE INDEX "role_grant_account_id_role_unit_code_valid_from_key" ON "role_grant"("account_id", "role", "unit_code", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "citizen_phone_key" ON "citizen"("phone");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "one_time_code_phone_created_at_idx" ON "one_time_code"("phone", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "release_service_code_number_key" ON "release"("service_code", "number");

-- CreateIndex
CREATE INDEX "draft_citizen_id_updated_at_idx" ON "draft"("citizen_id", "updated_at");

-- CreateIndex
CREATE INDEX "upload_dossier_id_idx" ON "upload"("dossier_id");

-- CreateIndex
CREATE INDEX "upload_draft_id_idx" ON "upload"("draft_id");

-- CreateIndex
CREATE INDEX "upload_task_id_idx" ON "upload"("task_id");

-- CreateIndex
CREATE INDEX "upload_sha256_idx" ON "upload"("sha256");

-- CreateIndex
CREATE INDEX "upload_created_at_idx" ON "upload"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_code_key" ON "dossier"("code");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_draft_id_key" ON "dossier"("draft_id");

-- CreateIndex
CREATE INDEX "dossier_citizen_id_submitted_at_idx" ON "dossier"("citizen_id", "submitted_at");

-- CreateIndex
CREATE INDEX "dossier_unit_code_submitted_at_idx" ON "dossier"("unit_code", "submitted_at");

-- CreateIndex
CREATE INDEX "dossier_phone_idx" ON "dossier"("phone");

-- CreateIndex
CREATE INDEX "dossier_epoch_process_instance_key_idx" ON "dossier"("epoch", "process_instance_key");

-- CreateIndex
CREATE INDEX "dossier_event_type_at_idx" ON "dossier_event"("type", "at");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_event_epoch_job_key_type_key" ON "dossier_event"("epoch", "job_key", "type");

-- CreateIndex
CREATE INDEX "dossier_clock_dossier_id_from_idx" ON "dossier_clock"("dossier_id", "from");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_clock_epoch_job_key_kind_key" ON "dossier_clock"("epoch", "job_key", "kind");

-- CreateIndex
CREATE INDEX "task_dossier_id_state_idx" ON "task"("dossier_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "task_epoch_job_key_key" ON "task"("epoch", "job_key");

-- CreateIndex
CREATE INDEX "task_decision_dossier_id_at_idx" ON "task_decision"("dossier_id", "at");

-- CreateIndex
CREATE INDEX "task_decision_task_id_idx" ON "task_decision"("task_id");

-- CreateIndex
CREATE INDEX "request_dossier_id_state_idx" ON "request"("dossier_id", "state");

-- CreateIndex
CREATE INDEX "register_lookup_dossier_id_name_at_idx" ON "register_lookup"("dossier_id", "name", "at");

-- CreateIndex
CREATE UNIQUE INDEX "register_lookup_epoch_job_key_key" ON "register_lookup"("epoch", "job_key");

-- CreateIndex
CREATE UNIQUE INDEX "document_verify_code_key" ON "document"("verify_code");

-- CreateIndex
CREATE UNIQUE INDEX "document_dossier_id_kind_issue_key" ON "document"("dossier_id", "kind", "issue");

-- CreateIndex
CREATE UNIQUE INDEX "document_epoch_job_key_key" ON "document"("epoch", "job_key");

-- CreateIndex
CREATE UNIQUE INDEX "register_line_document_id_key" ON "register_line"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "register_effect_dossier_id_effect_issue_direction_key" ON "register_effect"("dossier_id", "effect", "issue", "direction");

-- CreateIndex
CREATE UNIQUE INDEX "payment_decision_id_key" ON "payment"("decision_id");

-- CreateIndex
CREATE INDEX "payment_dossier_id_idx" ON "payment"("dossier_id");

-- CreateIndex
CREATE UNIQUE INDEX "sms_key_key" ON "sms"("key");

-- CreateIndex
CREATE INDEX "sms_dossier_id_idx" ON "sms"("dossier_id");

-- CreateIndex
CREATE INDEX "sms_state_created_at_idx" ON "sms"("state", "created_at");

-- CreateIndex
CREATE INDEX "outbox_subject_idx" ON "outbox"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "apology_dossier_id_due_at_key" ON "apology"("dossier_id", "due_at");

-- CreateIndex
CREATE INDEX "concern_settled_at_opened_at_idx" ON "concern"("settled_at", "opened_at");

-- CreateIndex
CREATE INDEX "access_dossier_id_at_idx" ON "access"("dossier_id", "at");

-- CreateIndex
CREATE INDEX "access_actor_at_idx" ON "access"("actor", "at");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "unit"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_file" ADD CONSTRAINT "release_file_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
