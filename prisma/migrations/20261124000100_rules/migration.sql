-- What the schema file has no words for: search without diacritics, states as closed sets, references, partial indexes
-- each named for the list that it serves, and a timeline that only grows.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- 'Nguyễn Văn Ân' and 'nguyen van an' meet here; NFC first, so that decomposed input matches too.
CREATE FUNCTION without_diacritics(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize(t, NFC))) $$;

ALTER TABLE dossier ADD COLUMN applicant_plain text GENERATED ALWAYS AS (without_diacritics(applicant_name)) STORED;
CREATE INDEX dossier_applicant_search ON dossier USING gin (applicant_plain gin_trgm_ops);
ALTER TABLE unit ADD COLUMN plain_name text GENERATED ALWAYS AS (without_diacritics(name)) STORED;

ALTER TABLE unit ADD CONSTRAINT unit_level CHECK (level IN ('city', 'district', 'commune'));
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_kind CHECK (kind IN ('public', 'substitute', 'swapped-off', 'swapped-working'));
ALTER TABLE rollout ADD CONSTRAINT rollout_stage CHECK (stage IN ('planned', 'trial', 'live', 'paused'));
ALTER TABLE session ADD CONSTRAINT session_of_one CHECK (num_nonnulls(account_id, citizen_id) = 1);
ALTER TABLE release ADD CONSTRAINT release_state CHECK (state IN ('imported', 'deployed', 'live', 'retired'));
ALTER TABLE dossier ADD CONSTRAINT dossier_channel CHECK (channel IN ('online', 'assisted', 'in-person'));
ALTER TABLE dossier ADD CONSTRAINT dossier_status CHECK (status IN ('submitted', 'checking', 'accepted', 'in-progress',
  'supplement', 'waiting-unit', 'waiting-citizen', 'ready', 'handed-over', 'refused', 'returned', 'withdrawn', 'expired',
  'cancelled'));
ALTER TABLE dossier ADD CONSTRAINT dossier_clock_state CHECK (clock IN ('none', 'running', 'paused', 'stopped'));
ALTER TABLE task ADD CONSTRAINT task_state CHECK (state IN ('open', 'claimed', 'decided', 'closed'));
ALTER TABLE task ADD CONSTRAINT task_claim CHECK (state <> 'claimed' OR claimed_by IS NOT NULL);
ALTER TABLE task_decision ADD CONSTRAINT task_decision_state
  CHECK (state IN ('decided', 'sending', 'confirmed', 'overtaken', 'refused'));
ALTER TABLE request ADD CONSTRAINT request_state CHECK (state IN ('open', 'answered', 'supplied', 'timeout', 'closed'));
ALTER TABLE register_lookup ADD CONSTRAINT lookup_status CHECK (status IN ('found', 'notFound', 'unavailable', 'skipped'));
ALTER TABLE rule_check ADD CONSTRAINT rule_check_result CHECK (result IN ('pass', 'fail', 'open'));
ALTER TABLE document ADD CONSTRAINT document_state CHECK (state IN ('issued', 'void'));
ALTER TABLE register_line ADD CONSTRAINT register_line_state CHECK (state IN ('issued', 'void'));
ALTER TABLE register_line ADD CONSTRAINT register_line_void
  CHECK ((state = 'void') = (voided_at IS NOT NULL AND void_reason IS NOT NULL AND void_by IS NOT NULL));
ALTER TABLE sms ADD CONSTRAINT sms_state
  CHECK (state IN ('queued', 'sending', 'uncertain', 'accepted', 'delivered', 'failed'));
ALTER TABLE outbox ADD CONSTRAINT outbox_state CHECK (state IN ('pending', 'sent', 'done', 'failed'));
ALTER TABLE apology ADD CONSTRAINT apology_state CHECK (state IN ('open', 'sent', 'cancelled'));

ALTER TABLE dossier ADD FOREIGN KEY (release_id) REFERENCES release (id);
ALTER TABLE dossier ADD FOREIGN KEY (unit_code) REFERENCES unit (code);
ALTER TABLE dossier ADD FOREIGN KEY (citizen_id) REFERENCES citizen (id);
ALTER TABLE draft ADD FOREIGN KEY (citizen_id) REFERENCES citizen (id);
ALTER TABLE form_version ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE upload ADD FOREIGN KEY (sha256) REFERENCES stored_file (sha256);
ALTER TABLE upload ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE dossier_event ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE dossier_clock ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE task ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE task_decision ADD FOREIGN KEY (task_id) REFERENCES task (id);
ALTER TABLE request ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE register_lookup ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE rule_check ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE document ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE register_line ADD FOREIGN KEY (document_id) REFERENCES document (id);
ALTER TABLE register_effect ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE payment ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE apology ADD FOREIGN KEY (dossier_id) REFERENCES dossier (id);
ALTER TABLE session ADD FOREIGN KEY (account_id) REFERENCES account (id);
ALTER TABLE session ADD FOREIGN KEY (citizen_id) REFERENCES citizen (id);

-- One live release of a service.
CREATE UNIQUE INDEX release_live ON release (service_code) WHERE state = 'live';
-- One open request of a kind; one decision in force for a task; one open concern about a thing.
CREATE UNIQUE INDEX request_open ON request (dossier_id, kind) WHERE state IN ('open', 'answered');
CREATE UNIQUE INDEX task_decision_in_force ON task_decision (task_id) WHERE state IN ('decided', 'sending', 'confirmed');
CREATE UNIQUE INDEX concern_open ON concern (kind, subject) WHERE settled_at IS NULL;

-- The dispatcher takes what is due, oldest first.
CREATE INDEX outbox_due ON outbox (due_at) WHERE state IN ('pending', 'sent');
CREATE UNIQUE INDEX outbox_open ON outbox (kind, subject) WHERE state IN ('pending', 'sent');
-- The unit's list and the list of what nobody took: what the groups of a person may see, sorted by due time.
CREATE INDEX task_of_groups ON task USING gin (groups) WHERE state IN ('open', 'claimed');
-- My tasks.
CREATE INDEX task_of_person ON task (claimed_by, sort_at, id) WHERE state = 'claimed';
-- The slow sweep asks the engine about the rows that it was not asked about for longest.
CREATE INDEX task_unchecked ON task (checked_at) WHERE state IN ('open', 'claimed', 'decided');
-- The deadline watch: running clocks by appointment.
CREATE INDEX dossier_late ON dossier (due_at) WHERE clock = 'running' AND closed_at IS NULL;
-- The stall watch: open dossiers by their last news.
CREATE INDEX dossier_open ON dossier (updated_at) WHERE closed_at IS NULL;
-- Look-ups to ask again when a register is back.
CREATE INDEX lookup_again ON register_lookup (ask_again_at) WHERE ask_again_at IS NOT NULL;
-- Messages whose sending was cut off.
CREATE INDEX sms_unsettled ON sms (created_at) WHERE state IN ('queued', 'sending', 'uncertain');
-- Receipts name the switchboard's ids.
CREATE INDEX sms_by_smsc_id ON sms USING gin (smsc_ids);
-- Decisions that wait for evidence.
CREATE INDEX task_decision_unsettled ON task_decision (at) WHERE state IN ('decided', 'sending');

-- The timeline only grows.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER dossier_event_only_grows BEFORE UPDATE OR DELETE ON dossier_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_only_grows BEFORE UPDATE OR DELETE ON access FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Counts of the limits; kept by rate-limiter-flexible. Losing it loses nothing but the counts.
CREATE UNLOGGED TABLE rate_limit (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint);
CREATE INDEX rate_limit_expire ON rate_limit (expire);
