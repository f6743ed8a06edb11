-- The day book goes by acceptance: what was only filed is not yet taken in. Nothing else read a unit by submission.
DROP INDEX dossier_unit_code_submitted_at_idx;
CREATE INDEX dossier_unit_code_accepted_at_id_idx ON dossier (unit_code, accepted_at, id);
