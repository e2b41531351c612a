-- Limits that applied once stay written down.
CREATE TRIGGER approval_limits_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_limits
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER limits_since_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON limits_since
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
