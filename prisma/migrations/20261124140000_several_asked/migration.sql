-- Others are asked side by side, parties are called to appear, and a division's head says who has a dossier.

ALTER TABLE task ADD COLUMN request_id uuid REFERENCES request (id);

ALTER TABLE dossier ADD COLUMN assigned_to uuid REFERENCES account (id), ADD COLUMN assigned_role text;
ALTER TABLE dossier ADD CONSTRAINT dossier_assigned CHECK ((assigned_to IS NULL) = (assigned_role IS NULL));

-- No diagram has used the status under its former name.
ALTER TABLE dossier DROP CONSTRAINT dossier_status;
UPDATE dossier SET status = 'waiting-appearance' WHERE status = 'waiting-citizen';
ALTER TABLE dossier ADD CONSTRAINT dossier_status CHECK (status IN ('submitted', 'checking', 'accepted', 'in-progress',
  'supplement', 'waiting-unit', 'waiting-appearance', 'ready', 'handed-over', 'refused', 'returned', 'withdrawn',
  'expired', 'cancelled'));
