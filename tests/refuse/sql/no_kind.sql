-- query: dossier_by_code
SELECT version FROM dossier WHERE code = :code;
