-- What was read, found and explained stays as it was.
CREATE TRIGGER processor_transactions_insert_only BEFORE UPDATE OR DELETE
  OR TRUNCATE ON processor_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_differences_insert_only BEFORE UPDATE OR DELETE
  OR TRUNCATE ON reconciliation_differences
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_closings_insert_only BEFORE UPDATE OR DELETE
  OR TRUNCATE ON reconciliation_closings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER difference_notes_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON difference_notes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
