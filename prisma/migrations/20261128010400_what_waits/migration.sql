-- A fee of the processor's own (for Connect, tax on fees, reserves), posted from the difference that shows it: one admin of finance
-- asks, another agrees, and the posting is made by the agreement itself.
CREATE TABLE processor_charges (
  id bigserial NOT NULL,
  -- What names it in the comparison with Stripe.
  key text NOT NULL,
  currency char(3) NOT NULL,
  -- As Stripe signs it, before the fee.
  amount_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  happened_at timestamptz(3) NOT NULL,
  difference_key text NOT NULL,
  note text NOT NULL,
  requester_id bigint NOT NULL,
  status adjustment_status NOT NULL DEFAULT 'pending',
  decider_id bigint,
  decided_at timestamptz(3),
  decision_note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT processor_charges_pkey PRIMARY KEY (id)
);
-- Once; one that was rejected leaves the way free.
CREATE UNIQUE INDEX processor_charges_live_key ON processor_charges (key)
  WHERE (status = 'pending'::adjustment_status OR status = 'posted'::adjustment_status);
ALTER TABLE processor_charges
  ADD CONSTRAINT processor_charges_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT processor_charges_decider_id_fkey FOREIGN KEY (decider_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT processor_charges_amount_check CHECK (amount_micros <> 0 OR fee_micros <> 0),
  ADD CONSTRAINT processor_charges_note_check CHECK (length(note) BETWEEN 1 AND 5000 AND length(decision_note) BETWEEN 1 AND 5000),
  ADD CONSTRAINT processor_charges_four_eyes_check CHECK (status <> 'posted' OR (decider_id IS NOT NULL AND decider_id <> requester_id)),
  ADD CONSTRAINT processor_charges_decided_check CHECK ((status = 'pending') = (decided_at IS NULL) AND (status = 'pending') = (decider_id IS NULL));

CREATE FUNCTION check_processor_charge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' OR NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not ask for a charge of the processor', NEW.requester_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'pending' OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note']) OR NOT may_adjust(NEW.decider_id) THEN
    RAISE EXCEPTION 'charge % of the processor: decided once, by whom it is allowed, and never changed', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER processor_charges_checked BEFORE INSERT OR UPDATE ON processor_charges FOR EACH ROW EXECUTE FUNCTION check_processor_charge();
CREATE TRIGGER processor_charges_never_removed BEFORE DELETE OR TRUNCATE ON processor_charges
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Processor costs -> card clearing, or the other way for what the processor gives back. Leg 0 is the amount, leg 1 the fee on it.
CREATE FUNCTION post_processor_charge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  costs bigint := platform_account('processor_costs', NEW.currency);
  clearing bigint := platform_account('card_clearing', NEW.currency);
BEGIN
  IF NEW.amount_micros < 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 0, costs, clearing, -NEW.amount_micros);
  ELSIF NEW.amount_micros > 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 0, clearing, costs, NEW.amount_micros); END IF;
  IF NEW.fee_micros > 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 1, costs, clearing, NEW.fee_micros);
  ELSIF NEW.fee_micros < 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 1, clearing, costs, -NEW.fee_micros); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER processor_charges_posted AFTER UPDATE ON processor_charges FOR EACH ROW WHEN (NEW.status = 'posted')
  EXECUTE FUNCTION post_processor_charge();

-- What the ledger has, signed as Stripe would sign it. `row_micros` is what the business row says; `waits`: Stripe may
-- still be silent about it.
CREATE OR REPLACE VIEW stripe_expected AS
  SELECT 'charges' AS part, t.charge_id AS key, 'top_ups' AS ref_table, t.id AS ref, w.currency, p.amount AS amount_micros,
    p.fee AS fee_micros, t.amount_micros AS row_micros, t.paid_at AS at,
    t.balance_transaction_id IS NULL AND t.paid_at > now() - interval '3 days' AS waits
  FROM top_ups t JOIN wallets w ON w.id = t.wallet_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'top_up'), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'processing_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = t.id AND x.kind IN ('top_up', 'processing_fee')) p
  WHERE t.status = 'paid' AND t.charge_id IS NOT NULL
  UNION ALL
  SELECT 'refunds', coalesce(r.stripe_refund_id, 'refund-' || r.id), 'refunds', r.id, r.currency, -p.amount, p.fee, -r.amount_micros,
    r.created_at, r.status IN ('created', 'pending', 'requires_action')
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind IN ('top_up_refund', 'cash_out')), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'refund_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = r.id AND x.kind::text IN ('top_up_refund', 'cash_out', 'refund_fee')) p
  WHERE r.status NOT IN ('failed', 'canceled') OR r.balance_transaction_id IS NOT NULL
  UNION ALL
  SELECT 'refund_returns', r.stripe_refund_id, 'refunds', r.id, r.currency, p.amount, 0, r.amount_micros, r.ended_at,
    r.return_transaction_id IS NULL AND r.ended_at > now() - interval '3 days'
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = r.id AND x.kind::text = 'refund_returned') p
  WHERE r.status IN ('failed', 'canceled') AND r.balance_transaction_id IS NOT NULL
  UNION ALL
  SELECT 'disputes', m.balance_transaction_id, 'disputes', d.id, d.currency, p.amount, p.fee, m.amount_micros, m.created_at, false
  FROM dispute_movements m JOIN disputes d ON d.id = m.dispute_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE x.kind WHEN 'dispute_opened' THEN -x.amount_micros WHEN 'dispute_won' THEN x.amount_micros END), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'dispute_fee'), 0)::bigint * CASE WHEN m.fee_micros < 0 THEN -1 ELSE 1 END AS fee
    FROM transfers x WHERE x.ref = d.id AND x.leg = m.leg AND x.kind::text IN ('dispute_opened', 'dispute_won', 'dispute_fee')) p
  UNION ALL
  SELECT 'transfers', o.transfer_id, 'payouts', o.id, o.currency, -p.amount, 0, -o.amount_micros, coalesce(o.sent_at, o.created_at), false
  FROM payouts o CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = o.id AND x.kind = 'payout_sent') p
  WHERE o.transfer_id IS NOT NULL
  UNION ALL
  SELECT 'transfer_returns', o.transfer_id, 'payouts', o.id, o.currency, o.reversed_micros, 0, o.reversed_micros,
    coalesce(o.ended_at, o.sent_at, o.created_at), false
  FROM payouts o WHERE o.transfer_id IS NOT NULL AND o.reversed_micros > 0
  UNION ALL
  SELECT 'other', c.key, 'processor_charges', c.id, c.currency, p.amount, p.fee, c.amount_micros, c.happened_at, false
  FROM processor_charges c CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN x.amount_micros ELSE -x.amount_micros END) FILTER (WHERE x.leg = 0), 0)::bigint AS amount,
      coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN -x.amount_micros ELSE x.amount_micros END) FILTER (WHERE x.leg = 1), 0)::bigint AS fee
    FROM transfers x JOIN accounts d ON d.id = x.debit_account_id WHERE x.ref = c.id AND x.kind = 'processor_charge') p
  WHERE c.status = 'posted';

-- What the last comparison found and nobody has explained, and whether it left something over that nothing lists.
CREATE VIEW open_differences AS
  WITH last AS (SELECT id, unexplained FROM stripe_reconciliations WHERE status = 'done' ORDER BY id DESC LIMIT 1)
  SELECT d.key FROM last JOIN stripe_differences d ON d.run_id = last.id
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

-- What an admin was or is to be told of, once; a mail carries all that is new.
CREATE TABLE admin_mails (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  kind text NOT NULL,
  event_key text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  claimed_at timestamptz(3),
  ended_at timestamptz(3),
  sent boolean NOT NULL DEFAULT false,
  CONSTRAINT admin_mails_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX admin_mails_user_id_kind_event_key_key ON admin_mails (user_id, kind, event_key);
CREATE INDEX admin_mails_waiting_idx ON admin_mails (user_id) WHERE (ended_at IS NULL);
CREATE INDEX admin_mails_user_id_ended_at_idx ON admin_mails (user_id, ended_at);
ALTER TABLE admin_mails
  ADD CONSTRAINT admin_mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE;
