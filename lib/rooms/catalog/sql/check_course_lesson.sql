-- A course is made of its own creator's lessons.
-- A trigger, before insert and update. Raises ZF002.
CREATE FUNCTION check_course_lesson() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM items i JOIN courses c ON c.creator_id = i.creator_id
    WHERE i.id = NEW.item_id AND i.kind = 'lesson' AND c.id = NEW.course_id
  ) THEN
    RAISE EXCEPTION 'item % is no lesson of the creator of course %', NEW.item_id, NEW.course_id
      USING ERRCODE = 'ZF002';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER course_lessons_checked BEFORE INSERT OR UPDATE ON course_lessons
  FOR EACH ROW EXECUTE FUNCTION check_course_lesson();
