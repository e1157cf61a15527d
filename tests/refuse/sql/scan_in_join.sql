-- query: dossiers_late :many
SELECT code FROM office o JOIN dossier d ON d.applicant = o.name WHERE o.office_id = :office_id;
