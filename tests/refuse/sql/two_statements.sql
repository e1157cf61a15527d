-- query: dossier_delete :exec
DELETE FROM dossier WHERE code = :code; DELETE FROM office WHERE office_id = :office_id;
