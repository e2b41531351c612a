-- Rows that move money know a processor and what it calls its things, whichever processor it is.

DROP VIEW admin_waiting, open_differences, stripe_expected, stripe_seen;
DROP FUNCTION difference_key(difference_kind, text, text, text, text, bigint, bigint);

ALTER TABLE stripe_transactions RENAME TO processor_transactions;
ALTER TABLE stripe_reconciliations RENAME TO reconciliations;
ALTER TABLE stripe_differences RENAME TO reconciliation_differences;
ALTER TABLE stripe_closings RENAME TO reconciliation_closings;
ALTER SEQUENCE stripe_reconciliations_id_seq RENAME TO reconciliations_id_seq;
ALTER TABLE users RENAME COLUMN stripe_customer_id TO processor_customer_ref;
ALTER TABLE top_ups RENAME COLUMN checkout_session_id TO session_ref;
ALTER TABLE top_ups RENAME COLUMN payment_intent_id TO payment_ref;
ALTER TABLE top_ups RENAME COLUMN charge_id TO charge_ref;
ALTER TABLE top_ups RENAME COLUMN balance_transaction_id TO transaction_ref;
ALTER TABLE payout_accounts RENAME COLUMN stripe_account_id TO account_ref;
ALTER TABLE payout_accounts RENAME COLUMN failed_bank_id TO failed_bank_ref;
ALTER TABLE payouts RENAME COLUMN stripe_account_id TO account_ref;
ALTER TABLE payouts RENAME COLUMN transfer_id TO transfer_ref;
ALTER TABLE payouts RENAME COLUMN destination_payment_id TO received_ref;
ALTER TABLE payouts RENAME COLUMN stripe_payout_id TO bank_payout_ref;
ALTER TABLE refunds RENAME COLUMN stripe_refund_id TO refund_ref;
ALTER TABLE refunds RENAME COLUMN balance_transaction_id TO transaction_ref;
ALTER TABLE refunds RENAME COLUMN return_transaction_id TO return_transaction_ref;
ALTER TABLE disputes RENAME COLUMN stripe_dispute_id TO dispute_ref;
ALTER TABLE disputes RENAME COLUMN charge_id TO charge_ref;
ALTER TABLE dispute_movements RENAME COLUMN balance_transaction_id TO transaction_ref;
ALTER TABLE dispute_evidence RENAME COLUMN stripe_file_id TO file_ref;
ALTER TABLE fraud_warnings RENAME COLUMN stripe_warning_id TO warning_ref;
ALTER TABLE fraud_warnings RENAME COLUMN charge_id TO charge_ref;
ALTER TABLE processor_transactions RENAME COLUMN source_id TO source_ref;
ALTER TABLE processor_transactions RENAME COLUMN parent_id TO parent_ref;
ALTER TABLE reconciliation_differences RENAME COLUMN transaction_id TO transaction_ref;
ALTER TABLE reconciliation_differences RENAME COLUMN source_id TO source_ref;
ALTER TABLE reconciliation_differences RENAME COLUMN stripe_micros TO processor_micros;
ALTER TABLE reconciliation_closings RENAME COLUMN stripe_micros TO processor_micros;

ALTER TABLE processor_transactions RENAME CONSTRAINT stripe_transactions_pkey TO processor_transactions_pkey;
ALTER TABLE reconciliations RENAME CONSTRAINT stripe_reconciliations_ended_check TO reconciliations_ended_check;
ALTER TABLE reconciliations RENAME CONSTRAINT stripe_reconciliations_period_check TO reconciliations_period_check;
ALTER TABLE reconciliations RENAME CONSTRAINT stripe_reconciliations_pkey TO reconciliations_pkey;
ALTER TABLE reconciliations RENAME CONSTRAINT stripe_reconciliations_started_by_fkey TO reconciliations_started_by_fkey;
ALTER TABLE reconciliation_differences RENAME CONSTRAINT stripe_differences_pkey TO reconciliation_differences_pkey;
ALTER TABLE reconciliation_differences RENAME CONSTRAINT stripe_differences_run_id_fkey TO reconciliation_differences_run_id_fkey;
ALTER TABLE reconciliation_closings RENAME CONSTRAINT stripe_closings_pkey TO reconciliation_closings_pkey;
ALTER TABLE reconciliation_closings RENAME CONSTRAINT stripe_closings_run_id_fkey TO reconciliation_closings_run_id_fkey;
ALTER INDEX dispute_movements_balance_transaction_id_key RENAME TO dispute_movements_transaction_ref_key;
ALTER INDEX disputes_stripe_dispute_id_key RENAME TO disputes_dispute_ref_key;
ALTER INDEX fraud_warnings_stripe_warning_id_key RENAME TO fraud_warnings_warning_ref_key;
ALTER INDEX payout_accounts_stripe_account_id_key RENAME TO payout_accounts_account_ref_key;
ALTER INDEX payouts_destination_payment_id_key RENAME TO payouts_received_ref_key;
ALTER INDEX payouts_stripe_payout_id_idx RENAME TO payouts_bank_payout_ref_idx;
ALTER INDEX payouts_transfer_id_key RENAME TO payouts_transfer_ref_key;
ALTER INDEX refunds_balance_transaction_id_key RENAME TO refunds_transaction_ref_key;
ALTER INDEX refunds_return_transaction_id_key RENAME TO refunds_return_transaction_ref_key;
ALTER INDEX refunds_stripe_refund_id_key RENAME TO refunds_refund_ref_key;
ALTER INDEX stripe_reconciliations_running_key RENAME TO reconciliations_running_key;
ALTER INDEX stripe_reconciliations_until_at_idx RENAME TO reconciliations_until_at_idx;
ALTER INDEX stripe_transactions_created_at_idx RENAME TO processor_transactions_created_at_idx;
ALTER INDEX stripe_transactions_parent_id_idx RENAME TO processor_transactions_parent_ref_idx;
ALTER INDEX stripe_transactions_source_id_idx RENAME TO processor_transactions_source_ref_idx;
ALTER INDEX top_ups_balance_transaction_id_key RENAME TO top_ups_transaction_ref_key;
ALTER INDEX top_ups_charge_id_key RENAME TO top_ups_charge_ref_key;
ALTER INDEX top_ups_checkout_session_id_key RENAME TO top_ups_session_ref_key;
ALTER INDEX top_ups_payment_intent_id_key RENAME TO top_ups_payment_ref_key;
ALTER INDEX users_stripe_customer_id_key RENAME TO users_processor_customer_ref_key;
ALTER TRIGGER stripe_transactions_insert_only ON processor_transactions RENAME TO processor_transactions_insert_only;
ALTER TRIGGER stripe_differences_insert_only ON reconciliation_differences RENAME TO reconciliation_differences_insert_only;
ALTER TRIGGER stripe_closings_insert_only ON reconciliation_closings RENAME TO reconciliation_closings_insert_only;

CREATE TYPE processor AS ENUM ('stripe');
ALTER TABLE top_ups ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE payout_accounts ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE payouts ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE refunds ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE disputes ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE fraud_warnings ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE odd_money ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE processor_transactions ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';
ALTER TABLE reconciliations ADD COLUMN processor processor NOT NULL DEFAULT 'stripe';

-- Never more than was paid and not given back; nobody refunds themselves; what was asked for never changes.
CREATE OR REPLACE FUNCTION check_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid top_ups;
  given bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.top_up_id, NEW.wallet_id, NEW.currency, NEW.amount_micros, NEW.lot_micros, NEW.request_key)
        IS DISTINCT FROM (OLD.id, OLD.top_up_id, OLD.wallet_id, OLD.currency, OLD.amount_micros, OLD.lot_micros, OLD.request_key)
      OR NEW.actor_id IS DISTINCT FROM OLD.actor_id OR OLD.refund_ref <> NEW.refund_ref
      OR (OLD.status IN ('failed', 'canceled') AND NEW.status <> OLD.status) THEN
      RAISE EXCEPTION 'refund %: what was asked for never changes, and what came back stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO paid FROM top_ups WHERE id = NEW.top_up_id AND wallet_id = NEW.wallet_id AND status = 'paid' FOR NO KEY UPDATE;
  IF paid.id IS NULL OR NOT EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id AND currency = NEW.currency) THEN
    RAISE EXCEPTION 'top-up % is not paid into wallet %', NEW.top_up_id, NEW.wallet_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- A refund that Stripe tells of has happened, whatever we think of it.
  IF NEW.refund_ref IS NULL THEN
    SELECT coalesce(sum(amount_micros), 0) INTO given FROM refunds WHERE top_up_id = NEW.top_up_id AND status NOT IN ('failed', 'canceled');
    IF given + NEW.amount_micros > paid.amount_micros THEN
      RAISE EXCEPTION 'top-up %: more than was paid', NEW.top_up_id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'refunds_paid';
    END IF;
  END IF;
  IF NEW.actor_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = NEW.actor_id AND admin_role IS NOT NULL) THEN
      RAISE EXCEPTION 'user % may not refund', NEW.actor_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id AND user_id = NEW.actor_id) THEN
      RAISE EXCEPTION 'user %: nobody refunds themselves', NEW.actor_id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'refunds_own_account';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- What makes it the same: the thing it is about, and both amounts. Another amount is another difference.
CREATE FUNCTION difference_key(kind difference_kind, category text, currency text, transaction_ref text, source_ref text, processor_micros bigint, books_micros bigint)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', kind::text, category, trim(currency), coalesce(transaction_ref, ''), coalesce(source_ref, ''),
    coalesce(processor_micros::text, ''), coalesce(books_micros::text, ''))
$$;

-- What Stripe has. A second transaction for the same thing shows in `times`.
CREATE VIEW processor_seen AS
  SELECT part, key, min(currency) AS currency, min(id) AS transaction_ref, min(source_ref) AS source_ref,
    sum(amount_micros)::bigint AS amount_micros, sum(fee_micros)::bigint AS fee_micros, count(*)::int AS times, min(created_at) AS at
  FROM (
    SELECT *, stripe_part(type, category, source_ref) AS part,
      CASE stripe_part(type, category, source_ref) WHEN 'disputes' THEN id WHEN 'transfer_returns' THEN coalesce(parent_ref, id)
        ELSE coalesce(source_ref, id) END AS key
    FROM processor_transactions
  ) told GROUP BY part, key;

-- What the ledger has, signed as Stripe would sign it. `row_micros` is what the business row says; `waits`: Stripe may
-- still be silent about it.
CREATE VIEW processor_expected AS
  SELECT 'charges' AS part, t.charge_ref AS key, 'top_ups' AS ref_table, t.id AS ref, w.currency, p.amount AS amount_micros,
    p.fee AS fee_micros, t.amount_micros AS row_micros, t.paid_at AS at,
    t.transaction_ref IS NULL AND t.paid_at > now() - interval '3 days' AS waits
  FROM top_ups t JOIN wallets w ON w.id = t.wallet_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'top_up'), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'processing_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = t.id AND x.kind IN ('top_up', 'processing_fee')) p
  WHERE t.status = 'paid' AND t.charge_ref IS NOT NULL
  UNION ALL
  SELECT 'refunds', coalesce(r.refund_ref, 'refund-' || r.id), 'refunds', r.id, r.currency, -p.amount, p.fee, -r.amount_micros,
    r.created_at, r.status IN ('created', 'pending', 'requires_action')
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind IN ('top_up_refund', 'cash_out')), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'refund_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = r.id AND x.kind::text IN ('top_up_refund', 'cash_out', 'refund_fee')) p
  WHERE r.status NOT IN ('failed', 'canceled') OR r.transaction_ref IS NOT NULL
  UNION ALL
  SELECT 'refund_returns', r.refund_ref, 'refunds', r.id, r.currency, p.amount, 0, r.amount_micros, r.ended_at,
    r.return_transaction_ref IS NULL AND r.ended_at > now() - interval '3 days'
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = r.id AND x.kind::text = 'refund_returned') p
  WHERE r.status IN ('failed', 'canceled') AND r.transaction_ref IS NOT NULL
  UNION ALL
  SELECT 'disputes', m.transaction_ref, 'disputes', d.id, d.currency, p.amount, p.fee, m.amount_micros, m.created_at, false
  FROM dispute_movements m JOIN disputes d ON d.id = m.dispute_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE x.kind WHEN 'dispute_opened' THEN -x.amount_micros WHEN 'dispute_won' THEN x.amount_micros END), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'dispute_fee'), 0)::bigint * CASE WHEN m.fee_micros < 0 THEN -1 ELSE 1 END AS fee
    FROM transfers x WHERE x.ref = d.id AND x.leg = m.leg AND x.kind::text IN ('dispute_opened', 'dispute_won', 'dispute_fee')) p
  UNION ALL
  SELECT 'transfers', o.transfer_ref, 'payouts', o.id, o.currency, -p.amount, 0, -o.amount_micros, coalesce(o.sent_at, o.created_at), false
  FROM payouts o CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = o.id AND x.kind = 'payout_sent') p
  WHERE o.transfer_ref IS NOT NULL
  UNION ALL
  SELECT 'transfer_returns', o.transfer_ref, 'payouts', o.id, o.currency, o.reversed_micros, 0, o.reversed_micros,
    coalesce(o.ended_at, o.sent_at, o.created_at), false
  FROM payouts o WHERE o.transfer_ref IS NOT NULL AND o.reversed_micros > 0
  UNION ALL
  SELECT 'other', c.key, 'processor_charges', c.id, c.currency, p.amount, p.fee, c.amount_micros, c.happened_at, false
  FROM processor_charges c CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN x.amount_micros ELSE -x.amount_micros END) FILTER (WHERE x.leg = 0), 0)::bigint AS amount,
      coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN -x.amount_micros ELSE x.amount_micros END) FILTER (WHERE x.leg = 1), 0)::bigint AS fee
    FROM transfers x JOIN accounts d ON d.id = x.debit_account_id WHERE x.ref = c.id AND x.kind = 'processor_charge') p
  WHERE c.status = 'posted';

-- What the last comparison found and nobody has explained, and whether it left something over that nothing lists.
CREATE VIEW open_differences AS
  WITH last AS (SELECT id, unexplained FROM reconciliations WHERE status = 'done' ORDER BY id DESC LIMIT 1)
  SELECT d.key FROM last JOIN reconciliation_differences d ON d.run_id = last.id
  WHERE NOT coalesce((SELECT n.explains FROM difference_notes n WHERE n.difference_key = d.key ORDER BY n.id DESC LIMIT 1), false)
  UNION ALL
  SELECT 'unexplained ' || id FROM last WHERE unexplained;

-- Everything that waits for an admin of finance, each thing by its name; `not_for` is whose own it is.
CREATE VIEW admin_waiting AS
  SELECT CASE WHEN about <> 'payout' THEN 'odd_money' WHEN reason = 'sources_unknown' THEN 'unknown_payout' ELSE 'failed_payout' END AS kind,
    id::text AS event_key, NULL::bigint AS not_for FROM odd_money WHERE ended_at IS NULL
  UNION ALL
  SELECT 'dispute', id::text, NULL FROM disputes WHERE closed_at IS NULL AND status IN ('needs_response', 'warning_needs_response')
  UNION ALL
  SELECT 'difference', key, NULL FROM open_differences
  UNION ALL
  SELECT 'approval', 'adjustment ' || id, requester_id FROM adjustments WHERE status = 'pending' AND expires_at > now()
  UNION ALL
  SELECT 'approval', 'gifts ' || id, requester_id FROM gift_batches WHERE status = 'waiting'
  UNION ALL
  SELECT 'approval', 'reversal ' || id, requester_id FROM reversal_requests WHERE status = 'pending' AND expires_at > now()
  UNION ALL
  SELECT 'approval', 'charge ' || id, requester_id FROM processor_charges WHERE status = 'pending';
