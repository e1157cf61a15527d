-- query: dossier_by_code :one
SELECT applicant FROM dossier WHERE code = :code;
-- postgres:
SELECT * FROM dossier WHERE code = :code;
