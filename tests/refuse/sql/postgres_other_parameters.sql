-- query: dossier_set_level :exec
UPDATE dossier SET applicant = :applicant WHERE code = :code;
-- postgres:
UPDATE dossier SET applicant = :name WHERE code = :code;
