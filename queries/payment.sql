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

-- query: procedure_fees :one
-- What a version of a procedure names as to be paid, and its plain fee through one channel.
SELECT p.tariffs, t.fee_vnd
  FROM procedure_version p
  JOIN procedure_term t ON t.procedure_version_id = p.procedure_version_id AND t.channel = :channel
 WHERE p.procedure_version_id = :procedure_version_id AND p.office_id = :office_id;

-- query: dossier_fees :many
-- The lines of a dossier, in their order.
SELECT position, tariff_code, name, tariff_unit, pages, quantity, price_vnd, legal_basis, base_vnd, reduction_vnd, due_vnd,
       exemption_code, exemption_name, exemption_basis, evidence, fee_state, payment_id, set_by_id, set_at
  FROM dossier_fee
 WHERE dossier_id = :dossier_id
 ORDER BY position;

-- query: dossier_payments :many
-- The money taken for a dossier, oldest first.
-- column received_by TEXT
-- column refunded_by TEXT
SELECT p.payment_id, p.receipt_year, p.receipt_number, p.amount_vnd, p.payment_method, p.reference, p.received_by_id,
       a.full_name AS received_by, p.paid_at, p.payment_key, p.refunded_by_id, r.full_name AS refunded_by, p.refunded_at,
       p.refund_reason
  FROM payment p
  JOIN account a ON a.account_id = p.received_by_id
  LEFT JOIN account r ON r.account_id = p.refunded_by_id
 WHERE p.dossier_id = :dossier_id
 ORDER BY p.paid_at, p.payment_id;

-- query: tariff_last_typed :one
-- The price last typed for an open tariff, and the decision that sets it.
SELECT price_vnd, legal_basis
  FROM dossier_fee
 WHERE office_id = :office_id AND tariff_code = :tariff_code AND price_vnd > 0
 ORDER BY set_at DESC
 LIMIT 1;

-- query: dossier_fee_add :exec
-- One line.
INSERT INTO dossier_fee (dossier_id, position, office_id, tariff_code, name, tariff_unit, pages, quantity, price_vnd,
                         legal_basis, base_vnd, reduction_vnd, due_vnd, exemption_code, exemption_name, exemption_basis,
                         evidence, fee_state, payment_id, set_by_id, set_at)
VALUES (:dossier_id, :position, :office_id, :tariff_code, :name, :tariff_unit, :pages, :quantity, :price_vnd,
        :legal_basis, :base_vnd, :reduction_vnd, :due_vnd, :exemption_code, :exemption_name, :exemption_basis,
        :evidence, :fee_state, :payment_id, :set_by_id, :set_at);

-- query: dossier_fees_drop :exec
-- Lines nothing was paid for give way to new ones.
DELETE FROM dossier_fee WHERE dossier_id = :dossier_id AND payment_id IS NULL;

-- query: payment_add :exec
-- Money taken.
INSERT INTO payment (payment_id, office_id, dossier_id, receipt_year, receipt_number, amount_vnd, payment_method, reference,
                     received_by_id, paid_at, payment_key)
VALUES (:payment_id, :office_id, :dossier_id, :receipt_year, :receipt_number, :amount_vnd, :payment_method, :reference,
        :received_by_id, :paid_at, :payment_key);

-- query: dossier_fees_pay :exec
-- What is open is paid by one payment.
UPDATE dossier_fee SET fee_state = 'paid', payment_id = :payment_id
 WHERE dossier_id = :dossier_id AND fee_state = 'unpaid';

-- query: payment_refund :exec
-- Money given back; 0 rows: it was before.
UPDATE payment SET refunded_by_id = :refunded_by_id, refunded_at = :refunded_at, refund_reason = :refund_reason
 WHERE payment_id = :payment_id AND dossier_id = :dossier_id AND refunded_at IS NULL;

-- query: dossier_fees_refund :exec
-- The lines of a payment that went back.
UPDATE dossier_fee SET fee_state = 'refunded' WHERE payment_id = :payment_id;

-- query: office_bank :one
-- Where transfers to an office go.
SELECT bank_bin, bank_account, bank_account_name FROM office WHERE office_id = :office_id;

-- query: office_bank_set :exec
-- Where transfers to an office go from now on.
UPDATE office SET bank_bin = :bank_bin, bank_account = :bank_account, bank_account_name = :bank_account_name
 WHERE office_id = :office_id;

-- query: fees_without_event :many
-- Dossiers with fees or money of which their log says nothing.
-- scan ok: proof of the whole database
SELECT d.dossier_id, d.code
  FROM dossier d
 WHERE (EXISTS (SELECT 1 FROM dossier_fee f WHERE f.dossier_id = d.dossier_id)
        OR EXISTS (SELECT 1 FROM payment p WHERE p.dossier_id = d.dossier_id))
   AND NOT EXISTS (SELECT 1 FROM dossier_event e
                    WHERE e.dossier_id = d.dossier_id AND e.event IN ('fee-set', 'fee-paid', 'pay-fee', 'fee-refunded'))
 LIMIT 1;
