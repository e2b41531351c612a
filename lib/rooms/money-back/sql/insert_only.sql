-- What was taken back, disputed and decided stays written down.
CREATE TRIGGER unlock_reversals_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON unlock_reversals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER disputes_never_removed BEFORE DELETE OR TRUNCATE ON disputes FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dispute_movements_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_movements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reversal_requests_never_removed BEFORE DELETE OR TRUNCATE ON reversal_requests
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
