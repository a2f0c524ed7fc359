-- name: copy_findings
COPY termwise.finding (run, ordinal, rule, subject_kind, subject, subject_name, academic_year, outcome, reason, notes,
  basis, interval_measure, interval_lower_units, interval_lower_scale, interval_lower_reason, interval_upper_units,
  interval_upper_scale, interval_upper_reason, cohort_units, cohort_scale, cohort_reason, template_id, argument_names,
  argument_values, sentence) FROM STDIN (FORMAT binary)

-- name: copy_predicates
COPY termwise.finding_predicate (run, finding, ordinal, measure, academic_year, operator, truth, observed_units,
  observed_scale, observed_reason, threshold_units, threshold_scale, threshold_reason, observed_text, threshold_text,
  source, in_force, confidence, of_urn, evidence_file, evidence_line, evidence_column, evidence_column_name)
FROM STDIN (FORMAT binary)

-- name: copy_flips
COPY termwise.finding_flip (run, finding, ordinal, measure, academic_year, change_units, change_scale, unit, outcome)
FROM STDIN (FORMAT binary)

-- name: find_findings
WITH served AS (
  -- The latest succeeded run for each LA, year and rule, or the run asked for.
  SELECT DISTINCT ON (run.la_code, run.academic_year, run_rule.rule)
         run.id, run.la_code, run.academic_year, run_rule.rule, run_rule.version
  FROM termwise.run JOIN termwise.run_rule ON run_rule.run = run.id
  WHERE run.state = 'succeeded'
    AND ($1::text IS NULL OR run.la_code = $1::text)
    AND ($2::smallint IS NULL OR run.academic_year = $2::smallint)
    AND ($3::text IS NULL OR run.job = $3::text)
    AND ($4::text IS NULL OR run_rule.rule = $4::text)
    AND ($5::bigint IS NULL OR run.id = $5::bigint)
    AND ($6::bigint IS NULL OR run.highest_batch <= $6::bigint)
  ORDER BY run.la_code, run.academic_year, run_rule.rule, run.succession DESC)
SELECT finding.run, ordinal, finding.rule, subject_kind, subject, subject_name, finding.academic_year, outcome, reason,
       notes, basis, interval_measure, interval_lower_units, interval_lower_scale, interval_lower_reason,
       interval_upper_units, interval_upper_scale, interval_upper_reason, cohort_units, cohort_scale, cohort_reason,
       template_id, argument_names, argument_values, sentence, served.version, served.la_code
FROM served JOIN termwise.finding ON finding.run = served.id AND finding.rule = served.rule
WHERE ($7::text IS NULL OR outcome = $7::text) AND ($8::bigint IS NULL OR subject_kind = 1 AND subject = $8::bigint)
ORDER BY served.la_code, served.academic_year, finding.rule, subject_kind, subject, finding.academic_year;

-- name: findings_of_run
SELECT finding.run, ordinal, finding.rule, subject_kind, subject, subject_name, finding.academic_year, outcome, reason,
       notes, basis, interval_measure, interval_lower_units, interval_lower_scale, interval_lower_reason,
       interval_upper_units, interval_upper_scale, interval_upper_reason, cohort_units, cohort_scale, cohort_reason,
       template_id, argument_names, argument_values, sentence
FROM termwise.finding WHERE run = $1 ORDER BY ordinal;

-- name: predicates_of
SELECT run, finding, measure, academic_year, operator, truth, observed_units, observed_scale, observed_reason,
       threshold_units, threshold_scale, threshold_reason, observed_text, threshold_text, source, in_force, confidence,
       evidence_file, evidence_line, evidence_column, evidence_column_name, of_urn
FROM termwise.finding_predicate
JOIN unnest($1::bigint[], $2::integer[]) AS wanted(run, finding) USING (run, finding)
ORDER BY run, finding, ordinal;

-- name: flips_of
SELECT run, finding, measure, academic_year, change_units, change_scale, unit, outcome
FROM termwise.finding_flip
JOIN unnest($1::bigint[], $2::integer[]) AS wanted(run, finding) USING (run, finding)
ORDER BY run, finding, ordinal;
