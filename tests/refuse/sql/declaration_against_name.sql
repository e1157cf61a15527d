-- query: dossier_by_code :one
-- column seen_at TEXT
SELECT closed_at AS seen_at FROM dossier WHERE code = :code;
