-- The register of concerns: which schools are in which category by the rules that an LA keeps so, since when, and what
-- people decided.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.concern (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  la_code           text NOT NULL CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  rule              text NOT NULL CHECK (rule <> ''),
  subject           bigint NOT NULL CHECK (subject > 0),
  subject_name      text NOT NULL,
  stage             text NOT NULL CHECK (stage IN ('provisional', 'entered', 'leaving', 'left')),
  category          text NOT NULL CHECK (category <> ''),
  academic_year     smallint NOT NULL CHECK (academic_year BETWEEN 1989 AND 2099),
  run               bigint NOT NULL REFERENCES termwise.run,
  entered_on        date,
  negative_terms    smallint NOT NULL DEFAULT 0 CHECK (negative_terms >= 0),
  negative_term     date,
  signed_category   text CHECK (signed_category <> ''),
  override_category text CHECK (override_category <> ''),
  override_until    date,
  left_on           date,
  let_go            boolean NOT NULL DEFAULT false,
  CONSTRAINT left_has_a_day CHECK ((stage = 'left') = (left_on IS NOT NULL)),
  CONSTRAINT entered_has_a_day CHECK (stage NOT IN ('entered', 'leaving') OR entered_on IS NOT NULL),
  CONSTRAINT provisional_has_none CHECK (stage <> 'provisional' OR entered_on IS NULL),
  CONSTRAINT leaving_counts_terms CHECK (stage <> 'leaving' OR negative_terms > 0),
  CONSTRAINT a_counted_term_is_known CHECK ((negative_terms > 0) = (negative_term IS NOT NULL)),
  CONSTRAINT an_override_ends CHECK ((override_category IS NULL) = (override_until IS NULL)),
  CONSTRAINT only_who_left_was_let_go CHECK (stage = 'left' OR NOT let_go)
);
COMMENT ON TABLE termwise.concern IS 'A school''s time on the register of concerns by one rule.';
COMMENT ON COLUMN termwise.concern.id IS 'Its number, by which people name it.';
COMMENT ON COLUMN termwise.concern.la_code IS 'Of which LA.';
COMMENT ON COLUMN termwise.concern.rule IS 'For example concern-category.';
COMMENT ON COLUMN termwise.concern.subject IS 'The school''s URN.';
COMMENT ON COLUMN termwise.concern.subject_name IS 'The school''s name in the latest run.';
COMMENT ON COLUMN termwise.concern.stage IS
  'provisional (only provisional figures say so: not on the register yet); entered; leaving (the latest run counts towards leaving); left.';
COMMENT ON COLUMN termwise.concern.category IS 'The latest outcome that listed the school.';
COMMENT ON COLUMN termwise.concern.academic_year IS 'The summer of the year of that outcome.';
COMMENT ON COLUMN termwise.concern.run IS 'The latest run that judged the school.';
COMMENT ON COLUMN termwise.concern.entered_on IS 'The reference date of the run by which it came onto the register; null: it never did.';
COMMENT ON COLUMN termwise.concern.negative_terms IS 'Terms in a row, up to now, that count towards leaving.';
COMMENT ON COLUMN termwise.concern.negative_term IS 'The first day of the latest of those terms.';
COMMENT ON COLUMN termwise.concern.signed_category IS 'The category of which people outside the team may be told, while it is the one that counts; null: none.';
COMMENT ON COLUMN termwise.concern.override_category IS 'The category that a person set instead; null: none did.';
COMMENT ON COLUMN termwise.concern.override_until IS 'The day from which that no longer holds.';
COMMENT ON COLUMN termwise.concern.left_on IS 'When it left; null: it has not.';
COMMENT ON COLUMN termwise.concern.let_go IS 'Whether a person decided that it leaves.';
-- One time on the register at once.
CREATE UNIQUE INDEX concern_open ON termwise.concern (la_code, rule, subject) WHERE stage <> 'left';
CREATE INDEX concern_of_school ON termwise.concern (la_code, rule, subject);

CREATE TABLE termwise.concern_event (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  concern  bigint NOT NULL REFERENCES termwise.concern,
  at       timestamptz NOT NULL DEFAULT termwise.instant(),
  kind     text NOT NULL CHECK (kind IN ('provisional', 'entered', 'category', 'negative', 'stays', 'left', 'lapsed',
                                         'signed-off', 'overridden', 'lifted', 'let-go')),
  category text NOT NULL CHECK (category <> ''),
  run      bigint REFERENCES termwise.run,
  author   text CHECK (author <> ''),
  reason   text CHECK (reason <> ''),
  until    date,
  CONSTRAINT a_run_or_a_person CHECK (num_nonnulls(run, author) = 1),
  CONSTRAINT a_person_says_why CHECK ((author IS NULL) = (reason IS NULL)),
  CONSTRAINT people_decide CHECK ((kind IN ('signed-off', 'overridden', 'lifted', 'let-go')) = (author IS NOT NULL)),
  CONSTRAINT only_an_override_ends CHECK ((kind = 'overridden') = (until IS NOT NULL))
);
COMMENT ON TABLE termwise.concern_event IS 'What became of a concern, by a run or by a person. Never changed.';
COMMENT ON COLUMN termwise.concern_event.id IS 'Its number; a later event has a higher one.';
COMMENT ON COLUMN termwise.concern_event.concern IS 'Of which concern.';
COMMENT ON COLUMN termwise.concern_event.at IS 'When it was written.';
COMMENT ON COLUMN termwise.concern_event.kind IS
  'What happened: negative is a term that counts towards leaving, stays that the school was listed again before it left, lapsed that final figures did not bear out provisional ones, lifted the end of an override before its time.';
COMMENT ON COLUMN termwise.concern_event.category IS 'The category that it is about.';
COMMENT ON COLUMN termwise.concern_event.run IS 'The run that found it; null: a person did it.';
COMMENT ON COLUMN termwise.concern_event.author IS 'Who did it; null: a run.';
COMMENT ON COLUMN termwise.concern_event.reason IS 'Why, in that person''s words.';
COMMENT ON COLUMN termwise.concern_event.until IS 'Of an override: the day from which it no longer holds.';
CREATE INDEX concern_event_of ON termwise.concern_event (concern, id);

CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.concern_event
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

GRANT SELECT, INSERT ON termwise.concern, termwise.concern_event TO termwise_daemon;
GRANT UPDATE (subject_name, stage, category, academic_year, run, entered_on, negative_terms, negative_term, signed_category,
              override_category, override_until, left_on, let_go) ON termwise.concern TO termwise_daemon;

ALTER TABLE termwise.concern ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_las ON termwise.concern FOR SELECT TO termwise_reader
  USING (la_code = ANY (ARRAY(SELECT la_code FROM termwise.reader_la)));
GRANT SELECT ON termwise.concern TO termwise_reader;
