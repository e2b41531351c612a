-- A restore writes rows in the order of their tables' names with ordinary triggers off: transfers come before the reversals that
-- allow them. So these two judge as all other checks do, and a restore asks the laws of the ledger about the same at its end.
-- Only what forbids changes and removals (`transfers_insert_only`, `audit_log_insert_only`) stays on there: a restore only inserts.
ALTER TABLE transfers ENABLE TRIGGER transfers_reversal_checked;
ALTER TABLE transfers ENABLE TRIGGER transfers_adjustment_checked;
