-- Pupils under pseudonyms: what a pupil-level file said about each. Nothing here tells who a pupil is, and nobody but the
-- daemon may read it unless the database's owner says so.

SET LOCAL ROLE termwise_owner;

ALTER TABLE termwise.dataset ADD COLUMN pupil_level boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN termwise.dataset.pupil_level IS
  'Whether its files are about pupils: they are then in pupil_record, and the archive keeps none of them.';

CREATE TABLE termwise.pupil_key (
  fingerprint bytea PRIMARY KEY CHECK (octet_length(fingerprint) = 8),
  first_used  timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Under another key the same pupil would be another one, and nothing would show it.
CREATE UNIQUE INDEX one_pupil_key ON termwise.pupil_key ((true));
COMMENT ON TABLE termwise.pupil_key IS
  'Under which key the pseudonyms of this database were made. The key itself is in a file outside it.';
COMMENT ON COLUMN termwise.pupil_key.fingerprint IS
  'The first bytes of what the key makes of a fixed text: tells keys apart and says nothing of them.';
COMMENT ON COLUMN termwise.pupil_key.first_used IS 'When the first file was loaded under it.';
CREATE TRIGGER immutable BEFORE UPDATE ON termwise.pupil_key
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

-- The values are packed, four bytes each, because an array of them takes the server twice as long to receive as all the
-- rest of the row. The key is whom a row is about, so that it finds a school's pupils and an earlier file's row as well; a
-- file's rows come school by school, and so stand side by side in it.
CREATE TABLE termwise.pupil_record (
  batch         bigint NOT NULL,
  line          integer NOT NULL,
  dataset       text NOT NULL,
  la_code       text,
  urn           integer NOT NULL,
  pupil         uuid NOT NULL,
  academic_year smallint NOT NULL,
  "values"      bytea NOT NULL,
  reasons       bytea NOT NULL,
  PRIMARY KEY (urn, academic_year, pupil, batch),
  CONSTRAINT line_is_below_the_header CHECK (line > 1),
  CONSTRAINT la_code_is_sound CHECK (
    octet_length(la_code) = 3 AND la_code COLLATE "C" > '200' AND translate(la_code, '0123456789', '') = ''),
  CONSTRAINT urn_is_sound CHECK (urn BETWEEN 100000 AND 9999999),
  CONSTRAINT academic_year_is_sound CHECK (academic_year BETWEEN 1989 AND 2099),
  CONSTRAINT a_reason_for_each_value CHECK (octet_length("values") = 4 * octet_length(reasons))
);
ALTER TABLE termwise.pupil_record ALTER "values" SET STORAGE EXTERNAL, ALTER reasons SET STORAGE EXTERNAL,
  SET (toast_tuple_target = 8160);
COMMENT ON TABLE termwise.pupil_record IS
  'What one line of one pupil-level file said about one pupil. A row of a file is told from its others by pupil, school and year.';
COMMENT ON COLUMN termwise.pupil_record.batch IS
  'The file. Not a foreign key, as in record; the batch''s row is written last, in the same transaction.';
COMMENT ON COLUMN termwise.pupil_record.line IS 'The physical line on which the row starts, from 1, header included.';
COMMENT ON COLUMN termwise.pupil_record.dataset IS 'The batch''s.';
COMMENT ON COLUMN termwise.pupil_record.la_code IS
  'Of the school; null where neither the file nor a list of schools names an LA.';
COMMENT ON COLUMN termwise.pupil_record.urn IS 'The pupil''s school.';
COMMENT ON COLUMN termwise.pupil_record.pupil IS
  'A pseudonym: the first 16 bytes of HMAC-SHA-256 of the UPN under a key that is not in the database. No kind of UUID.';
COMMENT ON COLUMN termwise.pupil_record.academic_year IS 'The summer of the year: 2017 is 2016/17.';
COMMENT ON COLUMN termwise.pupil_record."values" IS
  'By position in dataset_measure, units / 10^scale in four bytes, the highest first (packed_value); 0 where there is none.';
COMMENT ON COLUMN termwise.pupil_record.reasons IS 'One byte for each value, as in record.';

CREATE TRIGGER immutable BEFORE UPDATE ON termwise.pupil_record
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

-- Whoever is let in here one day, by a GRANT of the owner's, sees the pupils of its own LAs.
ALTER TABLE termwise.pupil_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_las ON termwise.pupil_record FOR SELECT TO termwise_reader
  USING (la_code = ANY (ARRAY(SELECT la_code FROM termwise.reader_la)));
GRANT SELECT, INSERT ON termwise.pupil_record, termwise.pupil_key TO termwise_daemon;

CREATE FUNCTION termwise.packed_value(packed bytea, place integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $body$
  SELECT (get_byte(packed, 4 * place - 4) << 24) | (get_byte(packed, 4 * place - 3) << 16)
         | (get_byte(packed, 4 * place - 2) << 8) | get_byte(packed, 4 * place - 1)
$body$;
COMMENT ON FUNCTION termwise.packed_value(bytea, integer) IS 'One of the values of pupil_record, by its place from 1.';

CREATE FUNCTION termwise.pupil_reason(reasons bytea, place integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $body$
  SELECT CASE WHEN place <= octet_length(reasons) THEN get_byte(reasons, place - 1) ELSE 7 END
$body$;
COMMENT ON FUNCTION termwise.pupil_reason(bytea, integer) IS
  'Why one of the values of pupil_record is missing, by its place from 1; 0 where there is one.';

CREATE FUNCTION termwise.pupil_value(packed bytea, reasons bytea, place integer, scale integer) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $body$
  SELECT CASE WHEN termwise.pupil_reason(reasons, place) = 0
              THEN termwise.exact(termwise.packed_value(packed, place), scale) END
$body$;
COMMENT ON FUNCTION termwise.pupil_value(bytea, bytea, integer, integer) IS
  'One of the values of pupil_record, by its place from 1, with its decimals; null where it is missing.';

CREATE VIEW termwise.current_pupil_record WITH (security_invoker = true) AS
  SELECT dataset, urn, pupil, la_code, academic_year, batch, line, "values", reasons
  FROM termwise.pupil_record
  WHERE NOT EXISTS (SELECT FROM termwise.pupil_record AS later
                    WHERE later.urn = pupil_record.urn AND later.academic_year = pupil_record.academic_year
                      AND later.pupil = pupil_record.pupil AND later.dataset = pupil_record.dataset
                      AND later.batch > pupil_record.batch);
COMMENT ON VIEW termwise.current_pupil_record IS
  'Of each dataset, school, pupil and year the record of the latest batch.';
COMMENT ON COLUMN termwise.current_pupil_record.dataset IS 'For example pupil.';
COMMENT ON COLUMN termwise.current_pupil_record.urn IS 'The pupil''s school.';
COMMENT ON COLUMN termwise.current_pupil_record.pupil IS 'A pseudonym.';
COMMENT ON COLUMN termwise.current_pupil_record.la_code IS 'Three digits.';
COMMENT ON COLUMN termwise.current_pupil_record.academic_year IS 'The summer of the year: 2017 is 2016/17.';
COMMENT ON COLUMN termwise.current_pupil_record.batch IS 'The file that says so.';
COMMENT ON COLUMN termwise.current_pupil_record.line IS 'The line that says so.';
COMMENT ON COLUMN termwise.current_pupil_record."values" IS 'As in pupil_record.';
COMMENT ON COLUMN termwise.current_pupil_record.reasons IS 'As in pupil_record.';

CREATE VIEW termwise.pupil_measure_value WITH (security_invoker = true) AS
  SELECT record.dataset, record.urn, record.pupil, record.la_code,
         termwise.year_label(record.academic_year) AS academic_year, measure.code,
         termwise.pupil_value(record."values", record.reasons, measure.position, measure.scale) AS value,
         termwise.missing_name(termwise.pupil_reason(record.reasons, measure.position)) AS missing, measure.unit,
         record.batch, batch.file_sha256, record.line
  FROM termwise.current_pupil_record AS record
  JOIN termwise.batch ON batch.id = record.batch
  JOIN termwise.dataset_measure AS measure ON measure.dataset = record.dataset;
COMMENT ON VIEW termwise.pupil_measure_value IS 'Current records of pupils, one row for each pupil, school, year and measure.';
COMMENT ON COLUMN termwise.pupil_measure_value.dataset IS 'For example pupil.';
COMMENT ON COLUMN termwise.pupil_measure_value.urn IS 'The pupil''s school.';
COMMENT ON COLUMN termwise.pupil_measure_value.pupil IS 'A pseudonym.';
COMMENT ON COLUMN termwise.pupil_measure_value.la_code IS 'Three digits.';
COMMENT ON COLUMN termwise.pupil_measure_value.academic_year IS 'For example 2016/17.';
COMMENT ON COLUMN termwise.pupil_measure_value.code IS 'The measure''s: PUPIL_KS2_SCORE_R.';
COMMENT ON COLUMN termwise.pupil_measure_value.value IS 'Exact, with the measure''s decimals; null where it is missing.';
COMMENT ON COLUMN termwise.pupil_measure_value.missing IS 'Why there is no value; null where there is one.';
COMMENT ON COLUMN termwise.pupil_measure_value.unit IS 'pupils, percent, points, score, band or count.';
COMMENT ON COLUMN termwise.pupil_measure_value.batch IS 'The file that says so.';
COMMENT ON COLUMN termwise.pupil_measure_value.file_sha256 IS 'That file''s sha256.';
COMMENT ON COLUMN termwise.pupil_measure_value.line IS 'The line that says so.';

GRANT SELECT ON termwise.current_pupil_record, termwise.pupil_measure_value TO termwise_daemon;

-- The wide view of a dataset of pupils grows as the others do; readers do not see it.
CREATE FUNCTION termwise.refresh_pupil_view(wanted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  view_name text := 'wide_' || wanted;
  fields text;
  measure record;
BEGIN
  SELECT string_agg(format(', termwise.pupil_value("values", reasons, %s, %s) AS %I', position, scale, lower(code)), ''
                    ORDER BY position)
    INTO fields FROM termwise.dataset_measure WHERE dataset = wanted;
  EXECUTE format('CREATE OR REPLACE VIEW termwise.%I WITH (security_invoker = true) AS '
                 'SELECT urn, pupil, la_code, termwise.year_label(academic_year) AS academic_year, batch, line%s '
                 'FROM termwise.current_pupil_record WHERE dataset = %L', view_name, fields, wanted);
  EXECUTE format('COMMENT ON VIEW termwise.%I IS %L', view_name,
                 'Current records of pupils of ' || wanted || ', a column for each measure.');
  EXECUTE format('COMMENT ON COLUMN termwise.%I.urn IS ''The pupil''''s school.''', view_name);
  EXECUTE format('COMMENT ON COLUMN termwise.%I.pupil IS ''A pseudonym.''', view_name);
  EXECUTE format('COMMENT ON COLUMN termwise.%I.la_code IS ''Three digits.''', view_name);
  EXECUTE format('COMMENT ON COLUMN termwise.%I.academic_year IS ''For example 2016/17.''', view_name);
  EXECUTE format('COMMENT ON COLUMN termwise.%I.batch IS ''The file that says so.''', view_name);
  EXECUTE format('COMMENT ON COLUMN termwise.%I.line IS ''The line that says so.''', view_name);
  FOR measure IN SELECT code, label FROM termwise.dataset_measure WHERE dataset = wanted LOOP
    EXECUTE format('COMMENT ON COLUMN termwise.%I.%I IS %L', view_name, lower(measure.code), measure.label);
  END LOOP;
  EXECUTE format('GRANT SELECT ON termwise.%I TO termwise_daemon', view_name);
END
$body$;
COMMENT ON FUNCTION termwise.refresh_pupil_view(text) IS 'Gives the wide view of a dataset of pupils the columns that it lacks.';
REVOKE ALL ON FUNCTION termwise.refresh_pupil_view(text) FROM PUBLIC;

ALTER FUNCTION termwise.refresh_wide_view(text) RENAME TO refresh_record_view;
COMMENT ON FUNCTION termwise.refresh_record_view(text) IS
  'Gives the wide view of a dataset of schools, LAs, the nation or advisers the columns that it lacks.';
CREATE FUNCTION termwise.refresh_wide_view(wanted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF (SELECT pupil_level FROM termwise.dataset WHERE name = wanted) THEN
    PERFORM termwise.refresh_pupil_view(wanted);
  ELSE
    PERFORM termwise.refresh_record_view(wanted);
  END IF;
END
$body$;
COMMENT ON FUNCTION termwise.refresh_wide_view(text) IS 'Gives the wide view of a dataset the columns that it lacks.';
REVOKE ALL ON FUNCTION termwise.refresh_wide_view(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION termwise.refresh_wide_view(text) TO termwise_daemon;
