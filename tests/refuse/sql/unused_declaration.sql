-- query: dossier_by_code :one
-- parameter until_level INTEGER
SELECT version FROM dossier WHERE code = :code;
