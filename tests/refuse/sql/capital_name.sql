-- query: dossierByCode :one
SELECT version FROM dossier WHERE code = :code;
