-- Every movement of money; `ref` is an id in the table that `kind` names.
CREATE VIEW transfer_facts AS
  SELECT t.ref, t.kind, t.leg, t.debit_account_id, t.credit_account_id, t.amount_micros, t.created_at
  FROM transfers t;
