-- What was said stays said. A trigger, before each update. Raises ZF001.
CREATE FUNCTION refuse_message_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'message %: only the state of its mail may change', OLD.id USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER support_messages_fixed BEFORE UPDATE ON support_messages FOR EACH ROW
  WHEN ((OLD.id, OLD.request_id, OLD.author_id, OLD.message_key, OLD.kind, OLD.body, OLD.created_at)
        IS DISTINCT FROM (NEW.id, NEW.request_id, NEW.author_id, NEW.message_key, NEW.kind, NEW.body,
          NEW.created_at))
  EXECUTE FUNCTION refuse_message_change();
CREATE TRIGGER support_messages_stay BEFORE DELETE OR TRUNCATE ON support_messages
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
