-- What people with SQL or Power BI see: views, and of them only the rows of their own LAs.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.reader_la (
  role_name name NOT NULL,
  la_code   text NOT NULL CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  PRIMARY KEY (role_name, la_code)
);
COMMENT ON TABLE termwise.reader_la IS 'Which LAs a member of termwise_reader may see.';
COMMENT ON COLUMN termwise.reader_la.role_name IS 'The role that logs in.';
COMMENT ON COLUMN termwise.reader_la.la_code IS 'An LA that it may see.';
ALTER TABLE termwise.reader_la ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON termwise.reader_la FOR SELECT TO termwise_reader USING (role_name = current_user);
GRANT SELECT ON termwise.reader_la TO termwise_reader, termwise_daemon;

-- The array is computed once a query, so that the index on la_code serves.
ALTER TABLE termwise.record ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_las ON termwise.record FOR SELECT TO termwise_reader
  USING (subject_kind = 3 OR la_code = ANY (ARRAY(SELECT la_code FROM termwise.reader_la)));
ALTER TABLE termwise.run ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_las ON termwise.run FOR SELECT TO termwise_reader
  USING (la_code = ANY (ARRAY(SELECT la_code FROM termwise.reader_la)));
ALTER TABLE termwise.run_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_runs ON termwise.run_rule FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.run WHERE run.id = run_rule.run));
ALTER TABLE termwise.finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_runs ON termwise.finding FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.run WHERE run.id = finding.run));
ALTER TABLE termwise.finding_predicate ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_runs ON termwise.finding_predicate FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.run WHERE run.id = finding_predicate.run));
ALTER TABLE termwise.finding_flip ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_runs ON termwise.finding_flip FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.run WHERE run.id = finding_flip.run));
-- Which file a batch is, for measure_value; the rest of a batch is not the readers' to see.
GRANT SELECT (id, file_sha256) ON termwise.batch TO termwise_reader;
GRANT SELECT ON termwise.record, termwise.run, termwise.run_rule, termwise.finding, termwise.finding_predicate,
  termwise.finding_flip TO termwise_reader;

CREATE VIEW termwise.current_record WITH (security_invoker = true) AS
  SELECT dataset, subject_kind, subject, population, la_code, academic_year, batch, line, "values", reasons,
         attributes, attribute_reasons
  FROM termwise.record
  WHERE subject_kind = 1
    AND NOT EXISTS (SELECT FROM termwise.record AS later
                    WHERE later.subject_kind = 1 AND later.dataset = record.dataset
                      AND later.academic_year = record.academic_year AND later.subject = record.subject
                      AND later.batch > record.batch)
  UNION ALL
  SELECT dataset, subject_kind, subject, population, la_code, academic_year, batch, line, "values", reasons,
         attributes, attribute_reasons
  FROM termwise.record
  WHERE subject_kind <> 1
    AND NOT EXISTS (SELECT FROM termwise.record AS later
                    WHERE later.subject_kind <> 1 AND later.dataset = record.dataset
                      AND later.academic_year = record.academic_year
                      AND coalesce(later.la_code, '') = coalesce(record.la_code, '')
                      AND later.population = record.population
                      AND later.batch > record.batch);
COMMENT ON VIEW termwise.current_record IS
  'Of each dataset, subject, population and year the record of the latest batch.';
COMMENT ON COLUMN termwise.current_record.dataset IS 'For example ks2.';
COMMENT ON COLUMN termwise.current_record.subject_kind IS '1 school, 2 LA, 3 nation.';
COMMENT ON COLUMN termwise.current_record.subject IS 'A URN; the LA''s code as a number; null for the nation.';
COMMENT ON COLUMN termwise.current_record.population IS
  'Which schools a row of an LA or the nation sums up: la, all-schools, state-funded; empty for a school.';
COMMENT ON COLUMN termwise.current_record.la_code IS 'Three digits.';
COMMENT ON COLUMN termwise.current_record.academic_year IS 'The summer of the year: 2017 is 2016/17.';
COMMENT ON COLUMN termwise.current_record.batch IS 'The file that says so.';
COMMENT ON COLUMN termwise.current_record.line IS 'The line that says so.';
COMMENT ON COLUMN termwise.current_record."values" IS 'As in record.';
COMMENT ON COLUMN termwise.current_record.reasons IS 'As in record.';
COMMENT ON COLUMN termwise.current_record.attributes IS 'As in record.';
COMMENT ON COLUMN termwise.current_record.attribute_reasons IS 'As in record.';

CREATE VIEW termwise.measure_value WITH (security_invoker = true) AS
  SELECT record.dataset, termwise.subject_kind_name(record.subject_kind) AS subject_kind, record.subject,
         record.population, record.la_code, termwise.year_label(record.academic_year) AS academic_year, measure.code,
         termwise.exact(cell.units, measure.scale) AS value, termwise.missing_name(cell.reason) AS missing,
         measure.unit, record.batch, batch.file_sha256, record.line
  FROM termwise.current_record AS record
  JOIN termwise.batch ON batch.id = record.batch
  JOIN termwise.dataset_measure AS measure ON measure.dataset = record.dataset
  CROSS JOIN LATERAL (
    SELECT record."values"[measure.position] AS units,
           CASE WHEN measure.position <= octet_length(record.reasons)
                THEN get_byte(record.reasons, measure.position - 1) ELSE 7 END AS reason) AS cell;
COMMENT ON VIEW termwise.measure_value IS 'Current records, one row for each subject, year and measure.';
COMMENT ON COLUMN termwise.measure_value.dataset IS 'For example ks2.';
COMMENT ON COLUMN termwise.measure_value.subject_kind IS 'school, la, or national.';
COMMENT ON COLUMN termwise.measure_value.subject IS 'A URN; the LA''s code as a number; null for the nation.';
COMMENT ON COLUMN termwise.measure_value.population IS
  'Which schools a row of an LA or the nation sums up: la, all-schools, state-funded; empty for a school.';
COMMENT ON COLUMN termwise.measure_value.la_code IS 'Three digits.';
COMMENT ON COLUMN termwise.measure_value.academic_year IS 'For example 2016/17.';
COMMENT ON COLUMN termwise.measure_value.code IS 'The measure''s: KS2_EXS_RWM.';
COMMENT ON COLUMN termwise.measure_value.value IS 'Exact, with the measure''s decimals; null where it is missing.';
COMMENT ON COLUMN termwise.measure_value.missing IS 'Why there is no value; null where there is one.';
COMMENT ON COLUMN termwise.measure_value.unit IS 'pupils, percent, points, score, band or count.';
COMMENT ON COLUMN termwise.measure_value.batch IS 'The file that says so.';
COMMENT ON COLUMN termwise.measure_value.file_sha256 IS 'That file''s sha256.';
COMMENT ON COLUMN termwise.measure_value.line IS 'The line that says so.';

CREATE VIEW termwise.school WITH (security_invoker = true) AS
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
  ORDER BY record.subject, record.academic_year DESC, record.batch DESC;
COMMENT ON VIEW termwise.school IS 'Each school as its latest record describes it.';
COMMENT ON COLUMN termwise.school.urn IS 'The school.';
COMMENT ON COLUMN termwise.school.la_code IS 'Its LA.';
COMMENT ON COLUMN termwise.school.name IS 'Its name.';
COMMENT ON COLUMN termwise.school.kind IS 'mainstream or special.';
COMMENT ON COLUMN termwise.school.status IS 'open or closed.';
COMMENT ON COLUMN termwise.school.estab IS 'Its establishment number within the LA.';
COMMENT ON COLUMN termwise.school.latest_year IS 'The academic year of that record.';

CREATE VIEW termwise.current_finding WITH (security_invoker = true) AS
  SELECT run.la_code, termwise.year_label(run.academic_year) AS academic_year, finding.rule,
         served.version AS rule_version, termwise.subject_kind_name(finding.subject_kind) AS subject_kind,
         finding.subject, finding.subject_name, finding.outcome, finding.reason, finding.notes, finding.basis,
         finding.sentence, finding.run, finding.ordinal
  FROM (SELECT DISTINCT ON (run.la_code, run.academic_year, run_rule.rule)
               run.id, run_rule.rule, run_rule.version
        FROM termwise.run JOIN termwise.run_rule ON run_rule.run = run.id
        WHERE run.state = 'succeeded'
        ORDER BY run.la_code, run.academic_year, run_rule.rule, run.id DESC) AS served
  JOIN termwise.run ON run.id = served.id
  JOIN termwise.finding ON finding.run = served.id AND finding.rule = served.rule;
COMMENT ON VIEW termwise.current_finding IS 'The findings of the latest succeeded run for each LA, year and rule.';
COMMENT ON COLUMN termwise.current_finding.la_code IS 'Whose finding it is.';
COMMENT ON COLUMN termwise.current_finding.academic_year IS 'For example 2016/17.';
COMMENT ON COLUMN termwise.current_finding.rule IS 'For example ks2-floor.';
COMMENT ON COLUMN termwise.current_finding.rule_version IS 'Of the rule''s logic.';
COMMENT ON COLUMN termwise.current_finding.subject_kind IS 'school, la, or national.';
COMMENT ON COLUMN termwise.current_finding.subject IS 'A URN.';
COMMENT ON COLUMN termwise.current_finding.subject_name IS 'The school''s name.';
COMMENT ON COLUMN termwise.current_finding.outcome IS 'The verdict.';
COMMENT ON COLUMN termwise.current_finding.reason IS 'The reason code; may be empty.';
COMMENT ON COLUMN termwise.current_finding.notes IS 'What else is to be known.';
COMMENT ON COLUMN termwise.current_finding.basis IS 'What was compared.';
COMMENT ON COLUMN termwise.current_finding.sentence IS 'The finding for people.';
COMMENT ON COLUMN termwise.current_finding.run IS 'The run that found it.';
COMMENT ON COLUMN termwise.current_finding.ordinal IS 'Its place in the run; with it finding_predicate tells why.';

-- The columns of a dataset's wide view: the record's keys, then a column for each measure, named as its code in small
-- letters, then one for each attribute.
CREATE FUNCTION termwise.wide_fields(wanted text)
RETURNS TABLE (kind integer, place integer, name text, expression text, meaning text)
LANGUAGE sql STABLE AS $body$
  SELECT 0, place, name, expression, meaning
  FROM (VALUES (1, 'subject_kind', 'termwise.subject_kind_name(subject_kind)', 'school, la, or national.'),
               (2, 'subject', 'subject', 'A URN; the LA''s code as a number; null for the nation.'),
               (3, 'population', 'population', 'Which schools a row of an LA or the nation sums up; empty for a school.'),
               (4, 'la_code', 'la_code', 'Three digits.'),
               (5, 'academic_year', 'termwise.year_label(academic_year)', 'For example 2016/17.'),
               (6, 'batch', 'batch', 'The file that says so.'),
               (7, 'line', 'line', 'The line that says so.')) AS keys(place, name, expression, meaning)
  UNION ALL
  SELECT 1, position, lower(code), format('termwise.exact("values"[%s], %s)', position, scale), label
  FROM termwise.dataset_measure WHERE dataset = wanted
  UNION ALL
  SELECT 2, position, name, format('attributes[%s]', position), 'As the file says.'
  FROM termwise.dataset_attribute WHERE dataset = wanted
$body$;
COMMENT ON FUNCTION termwise.wide_fields(text) IS 'The columns that the wide view of a dataset should have.';

-- A view can only grow at its end, so what it has keeps its place. It belongs to the owner; the daemon may only ask.
CREATE FUNCTION termwise.refresh_wide_view(wanted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  view_name text := 'wide_' || wanted;
  known name[] := ARRAY(SELECT attname FROM pg_attribute
                        WHERE attrelid = to_regclass(format('termwise.%I', view_name)) AND attnum > 0
                        ORDER BY attnum);
  fields text;
  field record;
BEGIN
  SELECT string_agg(format('%s AS %I', expression, name), ', '
                    ORDER BY array_position(known, name::name) NULLS LAST, kind, place)
    INTO fields FROM termwise.wide_fields(wanted);
  EXECUTE format('CREATE OR REPLACE VIEW termwise.%I WITH (security_invoker = true) AS '
                 'SELECT %s FROM termwise.current_record WHERE dataset = %L', view_name, fields, wanted);
  EXECUTE format('COMMENT ON VIEW termwise.%I IS %L', view_name,
                 'Current records of ' || wanted || ', a column for each measure and attribute.');
  FOR field IN SELECT name, meaning FROM termwise.wide_fields(wanted) WHERE name <> ALL (known::text[]) LOOP
    EXECUTE format('COMMENT ON COLUMN termwise.%I.%I IS %L', view_name, field.name, field.meaning);
  END LOOP;
  EXECUTE format('GRANT SELECT ON termwise.%I TO termwise_reader, termwise_daemon', view_name);
END
$body$;
COMMENT ON FUNCTION termwise.refresh_wide_view(text) IS 'Gives the wide view of a dataset the columns that it lacks.';
REVOKE ALL ON FUNCTION termwise.refresh_wide_view(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION termwise.refresh_wide_view(text) TO termwise_daemon;
GRANT SELECT ON termwise.current_record, termwise.measure_value, termwise.school, termwise.current_finding
  TO termwise_reader, termwise_daemon;
