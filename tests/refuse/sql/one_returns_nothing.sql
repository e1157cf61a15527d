-- query: dossier_delete :one
DELETE FROM dossier WHERE code = :code;
