-- SPDX-License-Identifier: Apache-2.0
-- Tariffs, exemptions, what dossiers owe, and the money taken.

-- query: tariff_versions :many
-- All versions of one tariff, the newest first.
SELECT tariff_id, tariff_code, name, tariff_unit, setter, certainty, legal_basis, note, cap_vnd, effective_from_on,
       effective_to_on
  FROM tariff
 WHERE office_id = :office_id AND tariff_code = :tariff_code
 ORDER BY effective_from_on DESC;

-- query: tariff_in_force :one
-- The version of a tariff in force on a day.
-- parameter today_on TEXT
SELECT tariff_id, tariff_code, name, tariff_unit, setter, certainty, legal_basis, note, cap_vnd, effective_from_on,
       effective_to_on
  FROM tariff
 WHERE office_id = :office_id AND tariff_code = :tariff_code AND effective_from_on <= :today_on
   AND (effective_to_on IS NULL OR effective_to_on >= :today_on)
 ORDER BY effective_from_on DESC
 LIMIT 1;

-- query: tariff_prices :many
-- The prices of a version, in their order.
SELECT channel, from_unit, price_vnd FROM tariff_price WHERE tariff_id = :tariff_id ORDER BY position;

-- query: tariff_add :exec
-- A new version.
INSERT INTO tariff (tariff_id, office_id, tariff_code, name, tariff_unit, setter, certainty, legal_basis, note, cap_vnd,
                    effective_from_on, effective_to_on)
VALUES (:tariff_id, :office_id, :tariff_code, :name, :tariff_unit, :setter, :certainty, :legal_basis, :note, :cap_vnd,
        :effective_from_on, :effective_to_on);

-- query: tariff_price_add :exec
-- One price of a version.
INSERT INTO tariff_price (tariff_id, position, channel, from_unit, price_vnd)
VALUES (:tariff_id, :position, :channel, :from_unit, :price_vnd);

-- query: tariff_correct :exec
-- What may be corrected without a new version.
UPDATE tariff
   SET effective_to_on = :effective_to_on, certainty = :certainty, note = :note
 WHERE tariff_id = :tariff_id;

-- query: fee_exemption_versions :many
-- All versions of one exemption, the newest first.
SELECT fee_exemption_id, exemption_code, name, percent, channel, evidence, legal_basis, certainty, effective_from_on,
       effective_to_on, tariffs
  FROM fee_exemption
 WHERE office_id = :office_id AND exemption_code = :exemption_code
 ORDER BY effective_from_on DESC;

-- query: fee_exemptions_in_force :many
-- The exemptions in force on a day.
-- parameter today_on TEXT
SELECT fee_exemption_id, exemption_code, name, percent, channel, evidence, legal_basis, certainty, effective_from_on,
       effective_to_on, tariffs
  FROM fee_exemption
 WHERE office_id = :office_id AND effective_from_on <= :today_on
   AND (effective_to_on IS NULL OR effective_to_on >= :today_on)
 ORDER BY exemption_code;

-- query: fee_exemption_add :exec
-- A new version.
INSERT INTO fee_exemption (fee_exemption_id, office_id, exemption_code, name, percent, channel, evidence, legal_basis,
                           certainty, effective_from_on, effective_to_on, tariffs)
VALUES (:fee_exemption_id, :office_id, :exemption_code, :name, :percent, :channel, :evidence, :legal_basis, :certainty,
        :effective_from_on, :effective_to_on, :tariffs);

-- query: fee_exemption_correct :exec
-- What may be corrected without a new version.
UPDATE fee_exemption
   SET effective_to_on = :effective_to_on, certainty = :certainty
 WHERE fee_exemption_id = :fee_exemption_id;
