-- query: dossier_next :one
SELECT version + 1 FROM dossier WHERE code = :code;
