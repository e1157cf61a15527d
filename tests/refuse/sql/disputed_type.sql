-- query: dossier_level :one
SELECT level FROM dossier WHERE code = :code;
