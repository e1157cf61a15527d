
-- query: dossier_by_code :one
SELECT applicant FROM dossier WHERE code = :kode;
