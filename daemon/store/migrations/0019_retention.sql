-- What may not be kept for ever, and the tombstones of what has gone. The daemon's role deletes nothing by itself: it asks
-- one function for each kind, which removes what is past its time and writes its tombstone in one statement, and only for a
-- claimed run of the job retention.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.tombstone (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('message', 'pupils', 'reminder')),
  object        bigint NOT NULL,
  academic_year smallint CHECK (academic_year BETWEEN 1989 AND 2099),
  removed       bigint NOT NULL CHECK (removed > 0),
  reason        text NOT NULL CHECK (reason <> ''),
  removed_at    timestamptz NOT NULL DEFAULT termwise.instant(),
  occurrence    bigint NOT NULL REFERENCES termwise.occurrence,
  UNIQUE NULLS NOT DISTINCT (kind, object, academic_year),
  CONSTRAINT pupils_are_of_a_year CHECK ((kind = 'pupils') = (academic_year IS NOT NULL))
);
COMMENT ON TABLE termwise.tombstone IS 'That something was removed because its time was over. It tells nothing of what it said.';
COMMENT ON COLUMN termwise.tombstone.id IS 'Its number.';
COMMENT ON COLUMN termwise.tombstone.kind IS
  'message: the body of an e-mail; pupils: a file''s rows about pupils, of one year; reminder: a reminder with its history.';
COMMENT ON COLUMN termwise.tombstone.object IS 'The number that the message or reminder had; of pupils their batch''s.';
COMMENT ON COLUMN termwise.tombstone.academic_year IS 'Of pupils: the summer of the year; else null.';
COMMENT ON COLUMN termwise.tombstone.removed IS 'How many: rows about pupils; else 1.';
COMMENT ON COLUMN termwise.tombstone.reason IS 'For how long such things were kept then.';
COMMENT ON COLUMN termwise.tombstone.removed_at IS 'When it was removed.';
COMMENT ON COLUMN termwise.tombstone.occurrence IS 'The run of the job retention that removed it.';
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.tombstone
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
GRANT SELECT ON termwise.tombstone TO termwise_daemon;
-- How many pupils, and of which file, is not for readers of other LAs.
GRANT SELECT (id, kind, reason, removed_at) ON termwise.tombstone TO termwise_reader;

CREATE FUNCTION termwise.london_today() RETURNS date LANGUAGE sql VOLATILE AS $body$
  SELECT (termwise.instant() AT TIME ZONE 'Europe/London')::date
$body$;
COMMENT ON FUNCTION termwise.london_today() IS 'Today in London, by the clock that all programs share.';

-- ---- What is past its time -----------------------------------------------------------------------------------------

CREATE FUNCTION termwise.messages_past(days integer) RETURNS SETOF termwise.message LANGUAGE sql VOLATILE AS $body$
  SELECT * FROM termwise.message
  WHERE state IN ('sent', 'dropped') AND content <> ''
    AND ended_at <= (SELECT termwise.instant() - make_interval(hours => 24 * days))
$body$;
COMMENT ON FUNCTION termwise.messages_past(integer) IS
  'Messages with a body that were sent or dropped so many days ago. One that still waits for something is never among them.';

CREATE FUNCTION termwise.last_summer_past(years integer) RETURNS integer LANGUAGE sql VOLATILE AS $body$
  SELECT extract(year FROM today)::integer - years - CASE WHEN extract(month FROM today) < 9 THEN 1 ELSE 0 END
  FROM (SELECT termwise.london_today() AS today) AS clock
$body$;
COMMENT ON FUNCTION termwise.last_summer_past(integer) IS
  'The latest academic year, by its summer, whose 31 August is more than so many years ago.';

CREATE FUNCTION termwise.reminders_past(years integer) RETURNS SETOF termwise.reminder LANGUAGE sql VOLATILE AS $body$
  SELECT * FROM termwise.reminder
  WHERE state <> 'open' AND ended_on + make_interval(years => years) < (SELECT termwise.london_today())
$body$;
COMMENT ON FUNCTION termwise.reminders_past(integer) IS 'Reminders that have been over for more than so many years.';

-- ---- Removing it ----------------------------------------------------------------------------------------------------

CREATE FUNCTION termwise.begin_removing(wanted bigint, kept integer) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM termwise.occurrence WHERE id = wanted AND job = 'retention' AND state = 'running') THEN
    RAISE EXCEPTION 'only a running job retention removes anything' USING ERRCODE = 'restrict_violation';
  END IF;
  IF kept IS NULL OR kept < 1 THEN
    RAISE EXCEPTION 'what is removed has been kept for 1 day or year at least' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Of two runs at once the second one waits, and then finds nothing.
  LOCK TABLE termwise.tombstone IN SHARE ROW EXCLUSIVE MODE;
END
$body$;
COMMENT ON FUNCTION termwise.begin_removing(bigint, integer) IS 'Refuses what is not a run of retention, and lets one through at a time.';
REVOKE ALL ON FUNCTION termwise.begin_removing(bigint, integer) FROM PUBLIC;

-- The setting lets nobody in who could not delete without triggers anyway: all others lack the right.
CREATE FUNCTION termwise.is_removing(wanted text) RETURNS boolean LANGUAGE sql STABLE AS $body$
  SELECT current_user = 'termwise_owner' AND coalesce(current_setting('termwise.removing', true), '') = wanted
$body$;
COMMENT ON FUNCTION termwise.is_removing(text) IS 'Whether one of the functions remove_* is at work on this kind.';

CREATE OR REPLACE FUNCTION termwise.keep_message() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  content bytea := OLD.content;
BEGIN
  IF NEW.content = '' AND OLD.state IN ('sent', 'dropped') AND termwise.is_removing('messages') THEN
    content := NEW.content;
  END IF;
  IF NEW.token < OLD.token
     OR (NEW.kind, NEW.la_code, NEW.recipient, NEW.occurrence, NEW.about_message, NEW.sender, NEW.address, NEW.role,
         NEW.subject, NEW.message_id, NEW.content, NEW.directory_only, NEW.created_at) IS DISTINCT FROM
        (OLD.kind, OLD.la_code, OLD.recipient, OLD.occurrence, OLD.about_message, OLD.sender, OLD.address, OLD.role,
         OLD.subject, OLD.message_id, content, OLD.directory_only, OLD.created_at) THEN
    RAISE EXCEPTION 'a message stays as it was written, and its token only grows'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.ended_at IS NOT NULL AND (NEW.state, NEW.ended_at) IS DISTINCT FROM (OLD.state, OLD.ended_at)
     AND NEW.state <> 'waiting' AND NOT (NEW.state = 'dropped' AND OLD.state IN ('refused', 'unknown')) THEN
    RAISE EXCEPTION 'message % has ended and can only be sent again or, where it was not sent, dropped', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION termwise.keep_message() IS
  'Trigger: a message is written once. Only retention empties it, after it was sent or dropped.';
ALTER TABLE termwise.message ADD CONSTRAINT only_what_is_over_is_empty
  CHECK (content <> '' OR state IN ('sent', 'dropped'));
COMMENT ON COLUMN termwise.message.content IS 'The whole message; empty: its time was over, and there is a tombstone.';

CREATE FUNCTION termwise.remove_messages(wanted bigint, days integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  how_many bigint;
BEGIN
  PERFORM termwise.begin_removing(wanted, days);
  PERFORM set_config('termwise.removing', 'messages', true);
  WITH emptied AS (
    UPDATE termwise.message SET content = ''
    FROM termwise.messages_past(days) AS past
    -- Somebody may have asked in this moment for a message to be sent again.
    WHERE message.id = past.id AND message.state IN ('sent', 'dropped')
    RETURNING message.id)
  INSERT INTO termwise.tombstone (kind, object, removed, reason, occurrence)
  SELECT 'message', id, 1, format('Bodies of e-mails are kept for %s days.', days), wanted FROM emptied ORDER BY id;
  GET DIAGNOSTICS how_many = ROW_COUNT;
  PERFORM set_config('termwise.removing', '', true);
  RETURN how_many;
END
$body$;
COMMENT ON FUNCTION termwise.remove_messages(bigint, integer) IS
  'For the retention run of that number: empties the messages past so many days, and says how many.';

CREATE FUNCTION termwise.remove_pupils(wanted bigint, years integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  how_many bigint;
BEGIN
  PERFORM termwise.begin_removing(wanted, years);
  WITH gone AS (
    DELETE FROM termwise.pupil_record WHERE academic_year <= (SELECT termwise.last_summer_past(years))
    RETURNING batch, academic_year),
  marked AS (
    INSERT INTO termwise.tombstone (kind, object, academic_year, removed, reason, occurrence)
    SELECT 'pupils', batch, academic_year, count(*),
           format('Figures of pupils are kept for %s years after 31 August of their academic year.', years), wanted
    FROM gone GROUP BY batch, academic_year ORDER BY batch, academic_year
    RETURNING removed)
  SELECT coalesce(sum(removed), 0) INTO how_many FROM marked;
  RETURN how_many;
END
$body$;
COMMENT ON FUNCTION termwise.remove_pupils(bigint, integer) IS
  'For the retention run of that number: deletes the rows about pupils past so many years, and says how many.';

CREATE FUNCTION termwise.keep_unless_removing() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'DELETE' AND termwise.is_removing('reminders') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'rows of %.% are never changed', TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$body$;
COMMENT ON FUNCTION termwise.keep_unless_removing() IS 'Trigger: as refuse_change, but for retention, which deletes.';
DROP TRIGGER kept ON termwise.reminder_event;
DROP TRIGGER kept ON termwise.reminder_said;
DROP TRIGGER kept ON termwise.reminder_predicate;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.reminder_event
  FOR EACH ROW EXECUTE FUNCTION termwise.keep_unless_removing();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.reminder_said
  FOR EACH ROW EXECUTE FUNCTION termwise.keep_unless_removing();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.reminder_predicate
  FOR EACH ROW EXECUTE FUNCTION termwise.keep_unless_removing();
CREATE INDEX reminder_said_of ON termwise.reminder_said (rule, subject, reference_date);

CREATE FUNCTION termwise.remove_reminders(wanted bigint, years integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  how_many bigint;
BEGIN
  PERFORM termwise.begin_removing(wanted, years);
  -- The lock of a run that ends: it may be about to open one of them again.
  PERFORM pg_advisory_xact_lock(7426100, la_code::integer)
  FROM (SELECT DISTINCT la_code FROM termwise.reminders_past(years) ORDER BY la_code) AS las;
  PERFORM set_config('termwise.removing', 'reminders', true);
  WITH past AS MATERIALIZED (SELECT * FROM termwise.reminders_past(years)),
  words AS MATERIALIZED (
    SELECT said.run, said.ordinal
    FROM past
    JOIN termwise.reminder_said AS said
      ON (said.rule, said.subject_kind, said.subject, said.person, said.item, said.reference_date) =
         (past.rule, past.subject_kind, past.subject, past.person, past.item, past.reference_date)
    JOIN termwise.run ON run.id = said.run AND run.la_code = past.la_code),
  without_evidence AS (
    DELETE FROM termwise.reminder_predicate AS predicate USING words
    WHERE predicate.run = words.run AND predicate.reminder = words.ordinal),
  without_words AS (
    DELETE FROM termwise.reminder_said AS said USING words WHERE said.run = words.run AND said.ordinal = words.ordinal),
  without_events AS (
    DELETE FROM termwise.reminder_event AS event USING past WHERE event.reminder = past.id),
  gone AS (
    DELETE FROM termwise.reminder USING past WHERE reminder.id = past.id RETURNING reminder.id)
  INSERT INTO termwise.tombstone (kind, object, removed, reason, occurrence)
  SELECT 'reminder', id, 1, format('Reminders that are over are kept for %s years.', years), wanted FROM gone ORDER BY id;
  GET DIAGNOSTICS how_many = ROW_COUNT;
  PERFORM set_config('termwise.removing', '', true);
  RETURN how_many;
END
$body$;
COMMENT ON FUNCTION termwise.remove_reminders(bigint, integer) IS
  'For the retention run of that number: deletes the reminders past so many years with their history, and says how many.';

REVOKE ALL ON FUNCTION termwise.remove_messages(bigint, integer), termwise.remove_pupils(bigint, integer),
  termwise.remove_reminders(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION termwise.remove_messages(bigint, integer), termwise.remove_pupils(bigint, integer),
  termwise.remove_reminders(bigint, integer) TO termwise_daemon;
