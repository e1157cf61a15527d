-- query: office_by_id :one
SELECT name FROM office WHERE office_id = :office_id;

-- query: office_by_id :one
SELECT name FROM office WHERE office_id = :office_id;
