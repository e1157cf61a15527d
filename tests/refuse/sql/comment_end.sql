-- query: dossier_by_code :one
-- Ends */ early.
SELECT version FROM dossier WHERE code = :code;
