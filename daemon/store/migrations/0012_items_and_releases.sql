-- Files with several rows about one subject, files whose rows are of different years, and how far a publisher stands by a
-- file.

SET LOCAL ROLE termwise_owner;

ALTER TABLE termwise.record
  ADD COLUMN item text NOT NULL DEFAULT '' CHECK (octet_length(item) <= 200),
  DROP CONSTRAINT subject_fits_its_kind,
  ADD CONSTRAINT subject_fits_its_kind CHECK (
    CASE subject_kind WHEN 1 THEN subject BETWEEN 100000 AND 9999999
                      WHEN 2 THEN la_code IS NOT NULL AND subject IS NOT NULL AND subject = la_code::bigint
                      WHEN 3 THEN la_code IS NULL AND subject IS NULL
                      WHEN 4 THEN subject IS NULL AND item <> ''
                      ELSE false END),
  DROP CONSTRAINT only_aggregates_have_a_population,
  ADD CONSTRAINT only_aggregates_have_a_population CHECK ((subject_kind IN (1, 4)) = (population = ''));
COMMENT ON COLUMN termwise.record.subject_kind IS '1 school, 2 LA, 3 nation, 4 adviser.';
COMMENT ON COLUMN termwise.record.subject IS 'A URN; the LA''s code as a number; null for the nation and for advisers.';
COMMENT ON COLUMN termwise.record.item IS
  'What tells several rows about one subject apart, an inspection''s number for example; empty where there is one row.';

DROP INDEX termwise.record_of_school;
CREATE UNIQUE INDEX record_of_school ON termwise.record (academic_year, subject, dataset, item, batch)
  WHERE subject_kind = 1;
DROP INDEX termwise.record_of_aggregate;
CREATE UNIQUE INDEX record_of_others
  ON termwise.record (academic_year, dataset, coalesce(la_code, ''), population, item, batch) WHERE subject_kind <> 1;

ALTER TABLE termwise.batch
  ADD COLUMN first_year smallint,
  ADD COLUMN release text NOT NULL DEFAULT '' CHECK (release IN ('', 'provisional', 'revised', 'final'));
ALTER TABLE termwise.batch DISABLE TRIGGER immutable;
UPDATE termwise.batch SET first_year = academic_year;
ALTER TABLE termwise.batch ENABLE TRIGGER immutable;
ALTER TABLE termwise.batch
  ALTER first_year SET NOT NULL,
  ADD CONSTRAINT years_are_in_order CHECK (first_year BETWEEN 1989 AND academic_year);
COMMENT ON COLUMN termwise.batch.academic_year IS 'The summer of the latest year that it is about: 2017 is 2016/17.';
COMMENT ON COLUMN termwise.batch.first_year IS 'The summer of the earliest year that it is about; mostly the same.';
COMMENT ON COLUMN termwise.batch.release IS 'provisional, revised or final; empty where the publisher has no such stages.';

ALTER TABLE termwise.dataset_attribute
  DROP CONSTRAINT name_is_free,
  ADD CONSTRAINT name_is_free CHECK (
    name NOT IN ('subject_kind', 'subject', 'population', 'la_code', 'academic_year', 'batch', 'line', 'item'));

CREATE OR REPLACE FUNCTION termwise.subject_kind_name(kind integer) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
  SELECT (ARRAY['school', 'la', 'national', 'adviser'])[kind]
$body$;

CREATE OR REPLACE VIEW termwise.current_record WITH (security_invoker = true) AS
  SELECT dataset, subject_kind, subject, population, la_code, academic_year, batch, line, "values", reasons,
         attributes, attribute_reasons, item
  FROM termwise.record
  WHERE subject_kind = 1
    AND NOT EXISTS (SELECT FROM termwise.record AS later
                    WHERE later.subject_kind = 1 AND later.dataset = record.dataset
                      AND later.academic_year = record.academic_year AND later.subject = record.subject
                      AND later.item = record.item AND later.batch > record.batch)
  UNION ALL
  SELECT dataset, subject_kind, subject, population, la_code, academic_year, batch, line, "values", reasons,
         attributes, attribute_reasons, item
  FROM termwise.record
  WHERE subject_kind <> 1
    AND NOT EXISTS (SELECT FROM termwise.record AS later
                    WHERE later.subject_kind <> 1 AND later.dataset = record.dataset
                      AND later.academic_year = record.academic_year
                      AND coalesce(later.la_code, '') = coalesce(record.la_code, '')
                      AND later.population = record.population AND later.item = record.item
                      AND later.batch > record.batch);
COMMENT ON VIEW termwise.current_record IS
  'Of each dataset, subject, population, item and year the record of the latest batch.';
COMMENT ON COLUMN termwise.current_record.subject_kind IS '1 school, 2 LA, 3 nation, 4 adviser.';
COMMENT ON COLUMN termwise.current_record.item IS 'What tells several rows about one subject apart; empty where there is one.';

CREATE OR REPLACE VIEW termwise.measure_value WITH (security_invoker = true) AS
  SELECT record.dataset, termwise.subject_kind_name(record.subject_kind) AS subject_kind, record.subject,
         record.population, record.la_code, termwise.year_label(record.academic_year) AS academic_year, measure.code,
         termwise.exact(cell.units, measure.scale) AS value, termwise.missing_name(cell.reason) AS missing,
         measure.unit, record.batch, batch.file_sha256, record.line, record.item
  FROM termwise.current_record AS record
  JOIN termwise.batch ON batch.id = record.batch
  JOIN termwise.dataset_measure AS measure ON measure.dataset = record.dataset
  CROSS JOIN LATERAL (
    SELECT record."values"[measure.position] AS units,
           CASE WHEN measure.position <= octet_length(record.reasons)
                THEN get_byte(record.reasons, measure.position - 1) ELSE 7 END AS reason) AS cell;
COMMENT ON COLUMN termwise.measure_value.item IS 'What tells several rows about one subject apart; empty where there is one.';

-- A file of inspections or of absence names no school, so it does not describe one.
CREATE OR REPLACE VIEW termwise.school WITH (security_invoker = true) AS
  SELECT DISTINCT ON (record.subject)
         record.subject AS urn, record.la_code, record.attributes[named.name] AS name,
         record.attributes[named.kind] AS kind, record.attributes[named.status] AS status,
         record.attributes[named.estab] AS estab, termwise.year_label(record.academic_year) AS latest_year
  FROM termwise.current_record AS record
  JOIN (SELECT dataset, max(position) FILTER (WHERE name = 'name') AS name,
               max(position) FILTER (WHERE name = 'kind') AS kind,
               max(position) FILTER (WHERE name = 'status') AS status,
               max(position) FILTER (WHERE name = 'estab') AS estab
        FROM termwise.dataset_attribute GROUP BY dataset) AS named USING (dataset)
  WHERE record.subject_kind = 1
  ORDER BY record.subject, record.attributes[named.name] IS NULL, record.academic_year DESC, record.batch DESC;

CREATE OR REPLACE FUNCTION termwise.wide_fields(wanted text)
RETURNS TABLE (kind integer, place integer, name text, expression text, meaning text)
LANGUAGE sql STABLE AS $body$
  SELECT 0, place, name, expression, meaning
  FROM (VALUES (1, 'subject_kind', 'termwise.subject_kind_name(subject_kind)', 'school, la, national, or adviser.'),
               (2, 'subject', 'subject', 'A URN; the LA''s code as a number; null for the nation and for advisers.'),
               (3, 'population', 'population', 'Which schools a row of an LA or the nation sums up; empty for a school.'),
               (4, 'la_code', 'la_code', 'Three digits.'),
               (5, 'academic_year', 'termwise.year_label(academic_year)', 'For example 2016/17.'),
               (6, 'batch', 'batch', 'The file that says so.'),
               (7, 'line', 'line', 'The line that says so.'),
               (8, 'item', 'item', 'What tells several rows about one subject apart; empty where there is one.'))
       AS keys(place, name, expression, meaning)
  UNION ALL
  SELECT 1, position, lower(code), format('termwise.exact("values"[%s], %s)', position, scale), label
  FROM termwise.dataset_measure WHERE dataset = wanted
  UNION ALL
  SELECT 2, position, name, format('attributes[%s]', position), 'As the file says.'
  FROM termwise.dataset_attribute WHERE dataset = wanted
$body$;

-- The wide views that there are get the new column.
DO $body$
DECLARE
  dataset text;
BEGIN
  FOR dataset IN SELECT name FROM termwise.dataset LOOP
    PERFORM termwise.refresh_wide_view(dataset);
  END LOOP;
END
$body$;
