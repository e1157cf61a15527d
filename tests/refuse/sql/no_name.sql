SELECT 1 AS version;
