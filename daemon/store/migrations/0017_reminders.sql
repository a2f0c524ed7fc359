-- The register of reminders: what rules of the job qa-reminders said at each run, what stands of it, and what people did
-- about it.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.reminder_said (
  run             bigint NOT NULL REFERENCES termwise.run,
  ordinal         integer NOT NULL CHECK (ordinal > 0),
  rule            text NOT NULL,
  subject_kind    smallint NOT NULL CHECK (subject_kind IN (1, 2, 4)),
  subject         bigint NOT NULL,
  person          text NOT NULL,
  item            text NOT NULL,
  reference_date  date NOT NULL,
  subject_name    text NOT NULL,
  outcome         text NOT NULL CHECK (outcome <> ''),
  reason          text NOT NULL,
  notes           text[] NOT NULL,
  raised_on       date NOT NULL,
  level           smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
  level_since     date NOT NULL,
  next_on         date,
  closed_on       date,
  role            text NOT NULL CHECK (role <> ''),
  addressee       text NOT NULL,
  sentence        text NOT NULL,
  PRIMARY KEY (run, ordinal),
  UNIQUE (run, rule, subject_kind, subject, person, item, reference_date),
  FOREIGN KEY (run, rule) REFERENCES termwise.run_rule (run, rule),
  CONSTRAINT an_adviser_is_a_person CHECK ((subject_kind = 4) = (person <> '')),
  CONSTRAINT only_a_school_has_a_number CHECK ((subject_kind = 1) = (subject > 0)),
  CONSTRAINT a_level_comes_later CHECK (level_since >= raised_on AND (next_on IS NULL OR next_on > level_since))
);
COMMENT ON TABLE termwise.reminder_said IS 'A reminder as one run gave it.';
COMMENT ON COLUMN termwise.reminder_said.run IS 'The run that gave it.';
COMMENT ON COLUMN termwise.reminder_said.ordinal IS 'Its place in the run''s order, from 1.';
COMMENT ON COLUMN termwise.reminder_said.rule IS 'For example reminder-r04.';
COMMENT ON COLUMN termwise.reminder_said.subject_kind IS '1 school, 2 LA, 4 adviser.';
COMMENT ON COLUMN termwise.reminder_said.subject IS 'A URN; 0 for the LA and for an adviser.';
COMMENT ON COLUMN termwise.reminder_said.person IS 'Of an adviser: the LA''s reference of them; else empty.';
COMMENT ON COLUMN termwise.reminder_said.item IS 'What of the subject''s it is about, such as a visit; may be empty.';
COMMENT ON COLUMN termwise.reminder_said.reference_date IS 'The day that it is reckoned from.';
COMMENT ON COLUMN termwise.reminder_said.subject_name IS 'The subject''s name in the run''s snapshot.';
COMMENT ON COLUMN termwise.reminder_said.outcome IS 'What the rule declares: open or closed.';
COMMENT ON COLUMN termwise.reminder_said.reason IS 'How it was closed; may be empty.';
COMMENT ON COLUMN termwise.reminder_said.notes IS 'What else is to be known, sorted.';
COMMENT ON COLUMN termwise.reminder_said.raised_on IS 'The first day on which it stands.';
COMMENT ON COLUMN termwise.reminder_said.level IS '1 with whom it is for first; 2 and 3 after it was escalated.';
COMMENT ON COLUMN termwise.reminder_said.level_since IS 'Since when it is at that level.';
COMMENT ON COLUMN termwise.reminder_said.next_on IS 'When it will be escalated; null: never.';
COMMENT ON COLUMN termwise.reminder_said.closed_on IS 'When what it asks for was done; null: not yet.';
COMMENT ON COLUMN termwise.reminder_said.role IS 'With whom it is: sip, head-teacher.';
COMMENT ON COLUMN termwise.reminder_said.addressee IS 'The LA''s reference of that adviser, where it is known; may be empty.';
COMMENT ON COLUMN termwise.reminder_said.sentence IS 'The reminder for people.';

CREATE TABLE termwise.reminder_predicate (LIKE termwise.finding_predicate INCLUDING ALL);
ALTER TABLE termwise.reminder_predicate RENAME COLUMN finding TO reminder;
ALTER TABLE termwise.reminder_predicate
  ADD FOREIGN KEY (run, reminder) REFERENCES termwise.reminder_said;
COMMENT ON TABLE termwise.reminder_predicate IS 'A comparison that a reminder rests on, down to the cell of the file.';
COMMENT ON COLUMN termwise.reminder_predicate.run IS 'The reminder''s run.';
COMMENT ON COLUMN termwise.reminder_predicate.reminder IS 'The reminder''s place in its run.';
COMMENT ON COLUMN termwise.reminder_predicate.ordinal IS 'Its place in the reminder, from 1.';

CREATE TABLE termwise.reminder (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  la_code        text NOT NULL CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  academic_year  smallint NOT NULL CHECK (academic_year BETWEEN 1989 AND 2099),
  rule           text NOT NULL CHECK (rule <> ''),
  subject_kind   smallint NOT NULL CHECK (subject_kind IN (1, 2, 4)),
  subject        bigint NOT NULL,
  person         text NOT NULL,
  item           text NOT NULL,
  reference_date date NOT NULL,
  run            bigint NOT NULL,
  ordinal        integer NOT NULL,
  level          smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
  state          text NOT NULL CHECK (state IN ('open', 'done', 'withdrawn', 'waived')),
  ended_on       date,
  snoozed_until  date,
  -- One open reminder for each rule, subject and reference date; a closed one of the same name is the same one.
  UNIQUE (la_code, rule, subject_kind, subject, person, item, reference_date),
  FOREIGN KEY (run, ordinal) REFERENCES termwise.reminder_said,
  CONSTRAINT ended_has_a_day CHECK ((state = 'open') = (ended_on IS NULL)),
  CONSTRAINT only_open_is_snoozed CHECK (state = 'open' OR snoozed_until IS NULL)
);
COMMENT ON TABLE termwise.reminder IS 'A reminder as it stands now.';
COMMENT ON COLUMN termwise.reminder.id IS 'Its number, by which people name it.';
COMMENT ON COLUMN termwise.reminder.la_code IS 'Of which LA.';
COMMENT ON COLUMN termwise.reminder.academic_year IS 'The summer of the year of its runs.';
COMMENT ON COLUMN termwise.reminder.rule IS 'For example reminder-r04.';
COMMENT ON COLUMN termwise.reminder.subject_kind IS '1 school, 2 LA, 4 adviser.';
COMMENT ON COLUMN termwise.reminder.subject IS 'A URN; 0 for the LA and for an adviser.';
COMMENT ON COLUMN termwise.reminder.person IS 'Of an adviser: the LA''s reference of them; else empty.';
COMMENT ON COLUMN termwise.reminder.item IS 'What of the subject''s it is about; may be empty.';
COMMENT ON COLUMN termwise.reminder.reference_date IS 'The day that it is reckoned from.';
COMMENT ON COLUMN termwise.reminder.run IS 'The latest run that gave it.';
COMMENT ON COLUMN termwise.reminder.ordinal IS 'Its place in that run.';
COMMENT ON COLUMN termwise.reminder.level IS 'How far it is escalated, 1 to 3.';
COMMENT ON COLUMN termwise.reminder.state IS
  'open; done; withdrawn (no run gives it any more: a visit was moved); waived (somebody decided so).';
COMMENT ON COLUMN termwise.reminder.ended_on IS 'When it ended; null: it is open.';
COMMENT ON COLUMN termwise.reminder.snoozed_until IS 'Nobody is told of it before that day.';
CREATE INDEX reminder_open ON termwise.reminder (la_code, rule) WHERE state = 'open';

CREATE TABLE termwise.reminder_event (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reminder bigint NOT NULL REFERENCES termwise.reminder,
  at       timestamptz NOT NULL DEFAULT termwise.instant(),
  kind     text NOT NULL
    CHECK (kind IN ('raised', 'escalated', 'done', 'withdrawn', 'reopened', 'snoozed', 'waived')),
  level    smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
  run      bigint REFERENCES termwise.run,
  author   text CHECK (author <> ''),
  reason   text CHECK (reason <> ''),
  until    date,
  CONSTRAINT a_run_or_a_person CHECK (num_nonnulls(run, author) = 1),
  CONSTRAINT a_person_says_why CHECK ((author IS NULL) = (reason IS NULL)),
  CONSTRAINT people_snooze_and_waive CHECK ((kind IN ('snoozed', 'waived')) = (author IS NOT NULL)),
  CONSTRAINT only_a_snooze_ends CHECK ((kind = 'snoozed') = (until IS NOT NULL))
);
COMMENT ON TABLE termwise.reminder_event IS 'What became of a reminder, by a run or by a person. Never changed.';
COMMENT ON COLUMN termwise.reminder_event.id IS 'Its number; a later event has a higher one.';
COMMENT ON COLUMN termwise.reminder_event.reminder IS 'Of which reminder.';
COMMENT ON COLUMN termwise.reminder_event.at IS 'When it was written.';
COMMENT ON COLUMN termwise.reminder_event.kind IS 'What happened.';
COMMENT ON COLUMN termwise.reminder_event.level IS 'How far the reminder was escalated then.';
COMMENT ON COLUMN termwise.reminder_event.run IS 'The run that found it; null: a person did it.';
COMMENT ON COLUMN termwise.reminder_event.author IS 'Who did it; null: a run.';
COMMENT ON COLUMN termwise.reminder_event.reason IS 'Why, in that person''s words.';
COMMENT ON COLUMN termwise.reminder_event.until IS 'Of a snooze: to which day.';
CREATE INDEX reminder_event_of ON termwise.reminder_event (reminder, id);

CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.reminder_event
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.reminder_said
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.reminder_predicate
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

GRANT SELECT, INSERT ON termwise.reminder_said, termwise.reminder_predicate, termwise.reminder_event TO termwise_daemon;
GRANT SELECT, INSERT ON termwise.reminder TO termwise_daemon;
GRANT UPDATE (run, ordinal, level, state, ended_on, snoozed_until) ON termwise.reminder TO termwise_daemon;

ALTER TABLE termwise.recipient ADD COLUMN last_reminder_event bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN termwise.recipient.last_reminder_event IS 'Up to which event of reminders they have been told.';
GRANT UPDATE (last_reminder_event) ON termwise.recipient TO termwise_daemon;

ALTER TABLE termwise.reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_las ON termwise.reminder FOR SELECT TO termwise_reader
  USING (la_code = ANY (ARRAY(SELECT la_code FROM termwise.reader_la)));
ALTER TABLE termwise.reminder_said ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_runs ON termwise.reminder_said FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.run WHERE run.id = reminder_said.run));
ALTER TABLE termwise.reminder_predicate ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_runs ON termwise.reminder_predicate FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.run WHERE run.id = reminder_predicate.run));
GRANT SELECT ON termwise.reminder, termwise.reminder_said, termwise.reminder_predicate TO termwise_reader;

CREATE VIEW termwise.current_reminder WITH (security_invoker = true) AS
  SELECT reminder.id, reminder.la_code, termwise.year_label(reminder.academic_year) AS academic_year, reminder.rule,
         termwise.subject_kind_name(reminder.subject_kind) AS subject_kind, reminder.subject, reminder.person,
         said.subject_name, reminder.item, reminder.reference_date, reminder.state, said.reason, reminder.level,
         said.raised_on, said.level_since, said.next_on, reminder.ended_on, reminder.snoozed_until, said.role,
         said.addressee, said.sentence, reminder.run, reminder.ordinal
  FROM termwise.reminder JOIN termwise.reminder_said AS said USING (run, ordinal);
COMMENT ON VIEW termwise.current_reminder IS 'Reminders as they stand now, with their words.';
COMMENT ON COLUMN termwise.current_reminder.id IS 'Its number, by which people name it.';
COMMENT ON COLUMN termwise.current_reminder.la_code IS 'Of which LA.';
COMMENT ON COLUMN termwise.current_reminder.academic_year IS 'For example 2011/12.';
COMMENT ON COLUMN termwise.current_reminder.rule IS 'For example reminder-r04.';
COMMENT ON COLUMN termwise.current_reminder.subject_kind IS 'school, la, or adviser.';
COMMENT ON COLUMN termwise.current_reminder.subject IS 'A URN; 0 for the LA and for an adviser.';
COMMENT ON COLUMN termwise.current_reminder.person IS 'Of an adviser: the LA''s reference of them; else empty.';
COMMENT ON COLUMN termwise.current_reminder.subject_name IS 'The subject''s name.';
COMMENT ON COLUMN termwise.current_reminder.item IS 'What of the subject''s it is about; may be empty.';
COMMENT ON COLUMN termwise.current_reminder.reference_date IS 'The day that it is reckoned from.';
COMMENT ON COLUMN termwise.current_reminder.state IS 'open, done, withdrawn, or waived.';
COMMENT ON COLUMN termwise.current_reminder.reason IS 'How it was closed; may be empty.';
COMMENT ON COLUMN termwise.current_reminder.level IS 'How far it is escalated, 1 to 3.';
COMMENT ON COLUMN termwise.current_reminder.raised_on IS 'The first day on which it stood.';
COMMENT ON COLUMN termwise.current_reminder.level_since IS 'Since when it is at that level.';
COMMENT ON COLUMN termwise.current_reminder.next_on IS 'When it will be escalated; null: never.';
COMMENT ON COLUMN termwise.current_reminder.ended_on IS 'When it ended; null: it is open.';
COMMENT ON COLUMN termwise.current_reminder.snoozed_until IS 'Nobody is told of it before that day.';
COMMENT ON COLUMN termwise.current_reminder.role IS 'With whom it is.';
COMMENT ON COLUMN termwise.current_reminder.addressee IS 'The LA''s reference of that adviser; may be empty.';
COMMENT ON COLUMN termwise.current_reminder.sentence IS 'The reminder for people.';
COMMENT ON COLUMN termwise.current_reminder.run IS 'The latest run that gave it.';
COMMENT ON COLUMN termwise.current_reminder.ordinal IS 'Its place in that run.';
GRANT SELECT ON termwise.current_reminder TO termwise_reader, termwise_daemon;
