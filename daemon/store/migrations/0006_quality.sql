-- What was wrong with a file. DfE's words: an error must be fixed, a query needs a notepad explanation.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.quality_issue (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch         bigint NOT NULL REFERENCES termwise.batch DEFERRABLE INITIALLY DEFERRED,
  severity      smallint NOT NULL CHECK (severity BETWEEN 1 AND 3),
  rule          text NOT NULL CHECK (rule <> ''),
  line          integer NOT NULL CHECK (line >= 0),
  column_number integer NOT NULL CHECK (column_number >= 0),
  column_name   text NOT NULL,
  raw_value     text NOT NULL,
  urn           bigint CHECK (urn BETWEEN 100000 AND 9999999),
  advice        text NOT NULL CHECK (advice <> ''),
  explanation   text CHECK (explanation <> ''),
  explained_by  text CHECK (explained_by <> ''),
  explained_at  timestamptz,
  CONSTRAINT explained_wholly CHECK (num_nulls(explanation, explained_by, explained_at) IN (0, 3))
);
COMMENT ON TABLE termwise.quality_issue IS 'Every repair, error and query about a file.';
COMMENT ON COLUMN termwise.quality_issue.id IS 'Its number, by which people explain it.';
COMMENT ON COLUMN termwise.quality_issue.batch IS 'The file.';
COMMENT ON COLUMN termwise.quality_issue.severity IS '1 error (must be fixed), 2 query (needs an explanation), 3 repair.';
COMMENT ON COLUMN termwise.quality_issue.rule IS 'Which check found it: unreadable-number.';
COMMENT ON COLUMN termwise.quality_issue.line IS 'The physical line on which the row starts, from 1; 0 for the whole file.';
COMMENT ON COLUMN termwise.quality_issue.column_number IS 'The column''s number in the header, from 1; 0 for the whole row.';
COMMENT ON COLUMN termwise.quality_issue.column_name IS 'The column''s name; empty for the whole row.';
COMMENT ON COLUMN termwise.quality_issue.raw_value IS 'What stands in the cell.';
COMMENT ON COLUMN termwise.quality_issue.urn IS 'The school, where it is known.';
COMMENT ON COLUMN termwise.quality_issue.advice IS 'What is wrong and what to do, in one sentence.';
COMMENT ON COLUMN termwise.quality_issue.explanation IS 'The notepad explanation, where someone gave one.';
COMMENT ON COLUMN termwise.quality_issue.explained_by IS 'Who explained it.';
COMMENT ON COLUMN termwise.quality_issue.explained_at IS 'When it was explained.';
CREATE INDEX quality_issue_of_batch ON termwise.quality_issue (batch, line, column_number);

GRANT SELECT, INSERT ON termwise.quality_issue TO termwise_daemon;
GRANT UPDATE (explanation, explained_by, explained_at) ON termwise.quality_issue TO termwise_daemon;
