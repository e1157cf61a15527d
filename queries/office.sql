-- SPDX-License-Identifier: Apache-2.0
-- Offices and their units.

-- query: offices :many
-- Every office of this installation.
-- scan ok: a handful of rows
SELECT office_id, agency_code, name, centre_name, place_name, address, phone, public_url
  FROM office
 ORDER BY agency_code;

-- query: units_of_office :many
-- The units of an office.
SELECT unit_id, unit_code, name FROM unit WHERE office_id = :office_id ORDER BY unit_code;

-- query: unit_by_code :one
-- A unit by its short name.
SELECT unit_id, name FROM unit WHERE office_id = :office_id AND unit_code = :unit_code;

-- query: unit_of_office :one
-- Is this unit one of the office's?
SELECT unit_id, unit_code, name FROM unit WHERE unit_id = :unit_id AND office_id = :office_id;

-- query: office_add :exec
-- A new office.
INSERT INTO office (office_id, agency_code, name, centre_name, place_name, address, phone, public_url)
VALUES (:office_id, :agency_code, :name, :centre_name, :place_name, :address, :phone, :public_url);

-- query: unit_add :exec
-- A new unit.
INSERT INTO unit (unit_id, office_id, unit_code, name) VALUES (:unit_id, :office_id, :unit_code, :name);

-- query: office_start_chain :exec
-- The empty chain of the office's events.
INSERT INTO event_chain (office_id, chain_number, event_hash) VALUES (:office_id, :chain_number, :event_hash);
