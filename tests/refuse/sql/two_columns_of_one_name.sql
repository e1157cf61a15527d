-- query: dossier_office :one
SELECT d.office_id, o.office_id FROM dossier d JOIN office o USING (office_id) WHERE code = :code;
