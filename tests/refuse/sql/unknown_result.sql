-- query: dossier_count :one
-- scan ok: a test
SELECT count(*) AS how_many FROM office;
