-- query: dossier_by_code :one
SELECT version FROM dosier WHERE code = :code;
