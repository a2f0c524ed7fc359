-- What a data-quality issue is about, so that the same cell of a later release is known again; and every notepad
-- explanation that was ever given.

SET LOCAL ROLE termwise_owner;

ALTER TABLE termwise.quality_issue
  ADD COLUMN field text NOT NULL DEFAULT '',
  ADD COLUMN subject_kind smallint CHECK (subject_kind > 0),
  ADD COLUMN la_code text CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  ADD COLUMN population text NOT NULL DEFAULT '',
  ADD COLUMN item text NOT NULL DEFAULT '',
  ADD COLUMN academic_year smallint CHECK (academic_year BETWEEN 1989 AND 2099),
  ADD COLUMN carried_from bigint REFERENCES termwise.quality_issue,
  ADD COLUMN explained_otherwise bigint REFERENCES termwise.quality_issue,
  ADD CONSTRAINT only_an_explanation_is_carried CHECK (carried_from IS NULL OR explanation IS NOT NULL),
  ADD CONSTRAINT carried_or_for_another_value CHECK (num_nonnulls(carried_from, explained_otherwise) <= 1);
COMMENT ON COLUMN termwise.quality_issue.field IS
  'What the cell says: the code of a measure or the name of an attribute, with the measure that it is held against after a comma; else the column''s name, in lower case; empty for the whole row.';
COMMENT ON COLUMN termwise.quality_issue.subject_kind IS
  'Whom the row is about: 1 school, 2 LA, 3 nation, 4 adviser; null where that could not be read, and for the whole file.';
COMMENT ON COLUMN termwise.quality_issue.la_code IS 'The LA of whom it is about, as the record has it; null where there is none.';
COMMENT ON COLUMN termwise.quality_issue.population IS 'Of an LA or the nation, which schools the row sums up; else empty.';
COMMENT ON COLUMN termwise.quality_issue.item IS 'What tells several rows about one subject apart; empty where there is one.';
COMMENT ON COLUMN termwise.quality_issue.academic_year IS 'The summer of the row''s year; null where that could not be read.';
COMMENT ON COLUMN termwise.quality_issue.carried_from IS
  'The issue of an earlier file to which the explanation was given: the same cell, questioned for the same reason, had the same text there.';
COMMENT ON COLUMN termwise.quality_issue.explained_otherwise IS
  'An issue of an earlier file about the same cell that was explained when the cell had another text. This one counts as not explained until somebody explains it.';

-- What earlier files' issues are about is read off their records.
UPDATE termwise.quality_issue AS issue
SET subject_kind = record.subject_kind, la_code = record.la_code, population = record.population, item = record.item,
    academic_year = record.academic_year
FROM termwise.record WHERE record.batch = issue.batch AND record.line = issue.line;
UPDATE termwise.quality_issue SET field = lower(column_name);
UPDATE termwise.quality_issue AS issue SET field = attribute.name
FROM termwise.batch
CROSS JOIN LATERAL unnest(batch.attribute_positions, batch.attribute_columns) AS placed(position, column_number)
JOIN termwise.dataset_attribute AS attribute
  ON attribute.dataset = batch.dataset AND attribute.position = placed.position
WHERE batch.id = issue.batch AND placed.column_number = issue.column_number AND attribute.name <> 'kind';
UPDATE termwise.quality_issue AS issue SET field = measure.code
FROM termwise.batch
CROSS JOIN LATERAL unnest(batch.measure_positions, batch.measure_columns) AS placed(position, column_number)
JOIN termwise.dataset_measure AS measure ON measure.dataset = batch.dataset AND measure.position = placed.position
WHERE batch.id = issue.batch AND placed.column_number = issue.column_number;

-- A later file looks here for what was explained; few issues ever are.
CREATE INDEX quality_issue_explained ON termwise.quality_issue (rule, field, urn) WHERE explanation IS NOT NULL;

CREATE TABLE termwise.quality_explanation (
  issue        bigint NOT NULL REFERENCES termwise.quality_issue ON DELETE CASCADE,
  number       integer NOT NULL CHECK (number > 0),
  explanation  text NOT NULL CHECK (explanation <> ''),
  explained_by text NOT NULL CHECK (explained_by <> ''),
  explained_at timestamptz NOT NULL,
  carried_from bigint REFERENCES termwise.quality_issue,
  noted_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (issue, number)
);
COMMENT ON TABLE termwise.quality_explanation IS
  'Every notepad explanation that an issue ever had; quality_issue has the last. Written by a trigger, so that no way of explaining passes it by.';
COMMENT ON COLUMN termwise.quality_explanation.issue IS 'The issue.';
COMMENT ON COLUMN termwise.quality_explanation.number IS 'From 1; the highest is in force.';
COMMENT ON COLUMN termwise.quality_explanation.explanation IS 'The text.';
COMMENT ON COLUMN termwise.quality_explanation.explained_by IS 'Who wrote it.';
COMMENT ON COLUMN termwise.quality_explanation.explained_at IS 'When that was.';
COMMENT ON COLUMN termwise.quality_explanation.carried_from IS 'The issue of an earlier file for which it was written; null: for this one.';
COMMENT ON COLUMN termwise.quality_explanation.noted_at IS 'When this issue got it.';

CREATE TRIGGER immutable BEFORE UPDATE ON termwise.quality_explanation
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

INSERT INTO termwise.quality_explanation (issue, number, explanation, explained_by, explained_at, noted_at)
SELECT id, 1, explanation, explained_by, explained_at, explained_at
FROM termwise.quality_issue WHERE explanation IS NOT NULL;

CREATE FUNCTION termwise.keep_explanation() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO termwise.quality_explanation (issue, number, explanation, explained_by, explained_at, carried_from)
  SELECT NEW.id, coalesce(max(number), 0) + 1, NEW.explanation, NEW.explained_by, NEW.explained_at, NEW.carried_from
  FROM termwise.quality_explanation WHERE issue = NEW.id;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION termwise.keep_explanation IS
  'Keeps an explanation beside those before it. The row of the issue is locked by its update, so that two writers get two numbers.';
CREATE TRIGGER explanation_is_kept AFTER UPDATE OF explanation, explained_by, explained_at ON termwise.quality_issue
  FOR EACH ROW WHEN (NEW.explanation IS NOT NULL) EXECUTE FUNCTION termwise.keep_explanation();

GRANT SELECT, INSERT ON termwise.quality_explanation TO termwise_daemon;
GRANT UPDATE (carried_from, explained_otherwise) ON termwise.quality_issue TO termwise_daemon;
