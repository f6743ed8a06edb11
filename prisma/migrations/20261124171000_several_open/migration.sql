-- Several bodies are asked side by side: one open request of a kind for each of them.
DROP INDEX request_open;
CREATE UNIQUE INDEX request_open ON request (dossier_id, kind, "to") WHERE state IN ('open', 'answered');
