-- What files said. A batch is one accepted file; a record is what one of its lines said about one subject.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.batch (
  id                  bigint PRIMARY KEY CHECK (id > 0),
  file_sha256         bytea NOT NULL UNIQUE CHECK (octet_length(file_sha256) = 32),
  file_name           text NOT NULL CHECK (file_name <> '' AND position('/' IN file_name) = 0),
  bytes               bigint NOT NULL CHECK (bytes > 0),
  dataset             text NOT NULL REFERENCES termwise.dataset,
  layout              text NOT NULL CHECK (layout <> ''),
  delimiter           text NOT NULL CHECK (octet_length(delimiter) = 1),
  academic_year       smallint NOT NULL CHECK (academic_year BETWEEN 1989 AND 2099),
  revision            bigint NOT NULL REFERENCES termwise.settings_revision,
  header              text[] NOT NULL CHECK (cardinality(header) > 0),
  measure_positions   integer[] NOT NULL,
  measure_columns     integer[] NOT NULL,
  attribute_positions integer[] NOT NULL,
  attribute_columns   integer[] NOT NULL,
  rows_in             bigint NOT NULL CHECK (rows_in >= 0),
  accepted            bigint NOT NULL CHECK (accepted >= 0),
  repaired            bigint NOT NULL CHECK (repaired >= 0),
  rejected            bigint NOT NULL CHECK (rejected >= 0),
  aggregate           bigint NOT NULL CHECK (aggregate >= 0),
  committed_at        timestamptz NOT NULL,
  CONSTRAINT sums_add_up CHECK (rows_in = accepted + repaired + rejected + aggregate),
  CONSTRAINT every_measure_has_a_column CHECK (cardinality(measure_positions) = cardinality(measure_columns)),
  CONSTRAINT every_attribute_has_a_column CHECK (cardinality(attribute_positions) = cardinality(attribute_columns)),
  CONSTRAINT columns_are_in_the_header CHECK (
    1 <= ALL (measure_columns) AND cardinality(header) >= ALL (measure_columns) AND
    1 <= ALL (attribute_columns) AND cardinality(header) >= ALL (attribute_columns))
);
COMMENT ON TABLE termwise.batch IS
  'One accepted file, written in one transaction. A later batch supersedes what an earlier one said of the same subject and year, and never overwrites it.';
COMMENT ON COLUMN termwise.batch.id IS
  'From 1, in commit order: numbered under a lock that is held to the commit, so whoever sees a number sees all before it.';
COMMENT ON COLUMN termwise.batch.file_sha256 IS 'Of the file''s bytes; a file is loaded once. Not a foreign key: the archive keeps no pupil-level files.';
COMMENT ON COLUMN termwise.batch.file_name IS 'Without directories, as it was called when it was loaded.';
COMMENT ON COLUMN termwise.batch.bytes IS 'The file''s size.';
COMMENT ON COLUMN termwise.batch.dataset IS 'What kind of file it is: ks2.';
COMMENT ON COLUMN termwise.batch.layout IS 'The layout it was read with: ks2-2016-17.';
COMMENT ON COLUMN termwise.batch.delimiter IS 'Between its cells.';
COMMENT ON COLUMN termwise.batch.academic_year IS 'The summer of the year it is about: 2017 is 2016/17.';
COMMENT ON COLUMN termwise.batch.revision IS 'The configuration it was read under.';
COMMENT ON COLUMN termwise.batch.header IS 'The column names, trimmed; column numbers count from 1 in it.';
COMMENT ON COLUMN termwise.batch.measure_positions IS 'The measures the file has, as positions in the dataset''s list.';
COMMENT ON COLUMN termwise.batch.measure_columns IS 'The column of each of these measures, from 1.';
COMMENT ON COLUMN termwise.batch.attribute_positions IS 'The attributes the file has, as positions in the dataset''s list.';
COMMENT ON COLUMN termwise.batch.attribute_columns IS 'The column of each of these attributes, from 1.';
COMMENT ON COLUMN termwise.batch.rows_in IS 'Data rows of the file; each is one of the following four.';
COMMENT ON COLUMN termwise.batch.accepted IS 'Rows about one subject, read as the layout declares.';
COMMENT ON COLUMN termwise.batch.repaired IS 'Rows for which the reader had to deviate from the layout.';
COMMENT ON COLUMN termwise.batch.rejected IS 'Rows whose subject cannot be read or was on an earlier row; not stored.';
COMMENT ON COLUMN termwise.batch.aggregate IS 'Rows about an LA or the nation.';
COMMENT ON COLUMN termwise.batch.committed_at IS 'Just before the commit, under the lock; never before an earlier batch''s.';

CREATE TRIGGER immutable BEFORE UPDATE ON termwise.batch
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

CREATE TABLE termwise.record (
  batch             bigint NOT NULL,
  line              integer NOT NULL,
  dataset           text NOT NULL,
  la_code           text,
  subject_kind      smallint NOT NULL,
  subject           bigint,
  population        text NOT NULL,
  academic_year     smallint NOT NULL,
  "values"          bigint[] NOT NULL,
  reasons           bytea NOT NULL,
  attributes        text[] NOT NULL,
  attribute_reasons bytea NOT NULL,
  PRIMARY KEY (batch, line),
  CONSTRAINT line_is_below_the_header CHECK (line > 1),
  CONSTRAINT la_code_is_sound CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  CONSTRAINT subject_fits_its_kind CHECK (
    CASE subject_kind WHEN 1 THEN subject BETWEEN 100000 AND 9999999
                      WHEN 2 THEN la_code IS NOT NULL AND subject IS NOT NULL AND subject = la_code::bigint
                      WHEN 3 THEN la_code IS NULL AND subject IS NULL
                      ELSE false END),
  CONSTRAINT only_aggregates_have_a_population CHECK ((subject_kind = 1) = (population = '')),
  CONSTRAINT academic_year_is_sound CHECK (academic_year BETWEEN 1989 AND 2099),
  CONSTRAINT a_reason_for_each_value CHECK (cardinality("values") = octet_length(reasons)),
  CONSTRAINT a_reason_for_each_attribute CHECK (cardinality(attributes) = octet_length(attribute_reasons))
);
-- A national KS2 row of 300 measures is 3 KB. Compressing it would take longer than everything else together, so
-- rows stay as they are up to a whole page.
ALTER TABLE termwise.record ALTER "values" SET STORAGE EXTERNAL, ALTER reasons SET STORAGE EXTERNAL,
  ALTER attributes SET STORAGE EXTERNAL, ALTER attribute_reasons SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160);
COMMENT ON TABLE termwise.record IS 'What one line of one file said about one subject.';
COMMENT ON COLUMN termwise.record.batch IS
  'The file. Not a foreign key: checked row by row, it makes loading a quarter slower. The batch''s row is written last, in the same transaction.';
COMMENT ON COLUMN termwise.record.line IS 'The physical line on which the row starts, from 1, header included.';
COMMENT ON COLUMN termwise.record.dataset IS 'The batch''s, here too so that one index finds a school''s history.';
COMMENT ON COLUMN termwise.record.la_code IS
  'Of the subject; null for the nation, and where neither the file nor the spine names an LA.';
COMMENT ON COLUMN termwise.record.subject_kind IS '1 school, 2 LA, 3 nation.';
COMMENT ON COLUMN termwise.record.subject IS 'A URN; the LA''s code as a number; null for the nation.';
COMMENT ON COLUMN termwise.record.population IS
  'Of an LA or the nation, which schools the row sums up: la, all-schools, state-funded; empty for a school.';
COMMENT ON COLUMN termwise.record.academic_year IS 'The summer of the year: 2017 is 2016/17.';
COMMENT ON COLUMN termwise.record."values" IS
  'By position in dataset_measure, units / 10^scale; null where there is no value. Measures beyond its end are not_supplied.';
COMMENT ON COLUMN termwise.record.reasons IS
  'One byte for each value: 0 present, 1 suppressed, 2 not_applicable, 3 not_entered, 4 not_published, 5 low_coverage, 6 new_school, 7 not_supplied, 8 unparseable.';
COMMENT ON COLUMN termwise.record.attributes IS 'By position in dataset_attribute; null where there is no text. Attributes beyond its end are not_supplied.';
COMMENT ON COLUMN termwise.record.attribute_reasons IS 'One byte for each attribute, as in reasons.';

-- A file says one thing about a school, or about a population of an LA or the nation; and which batch was the last to
-- speak of it for a year. The year stands first, so that a file's rows are inserted side by side.
CREATE UNIQUE INDEX record_of_school ON termwise.record (academic_year, subject, dataset, batch)
  WHERE subject_kind = 1;
CREATE INDEX record_of_la ON termwise.record (la_code, academic_year) WHERE subject_kind = 1;
CREATE UNIQUE INDEX record_of_aggregate
  ON termwise.record (academic_year, dataset, coalesce(la_code, ''), population, batch) WHERE subject_kind <> 1;

CREATE TRIGGER immutable BEFORE UPDATE ON termwise.record
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

GRANT SELECT, INSERT ON termwise.batch, termwise.record TO termwise_daemon;
