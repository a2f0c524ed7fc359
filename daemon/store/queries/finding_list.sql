-- name: served_rules
-- Of the latest succeeded run for each year and rule, or the run asked for.
-- `judged` looks for one finding, so that a year full of them costs no more than a year with one.
WITH served AS (
  SELECT DISTINCT ON (run.academic_year, run_rule.rule) run.id, run.academic_year, run_rule.rule, run_rule.version
  FROM termwise.run JOIN termwise.run_rule ON run_rule.run = run.id
  WHERE run.state = 'succeeded' AND run.la_code = $1 AND ($2::bigint IS NULL OR run.id = $2::bigint)
  ORDER BY run.academic_year, run_rule.rule, run.succession DESC)
SELECT id, academic_year, rule, version,
       EXISTS (SELECT FROM termwise.finding
               WHERE finding.run = served.id AND finding.rule = served.rule AND outcome <> 'NO_STANDARD')
FROM served ORDER BY academic_year DESC, rule;

-- name: count_outcomes
WITH ranked AS (
  SELECT * FROM unnest($4::bigint[], $5::text[], $6::text[], $7::integer[]) AS ranked(run, rule, outcome, rank))
SELECT finding.outcome, count(*)
FROM unnest($1::bigint[], $2::text[]) AS served(run, rule)
JOIN termwise.finding USING (run, rule)
LEFT JOIN ranked USING (run, rule, outcome)
WHERE $3::text = '' OR strpos(lower(subject_name), lower($3::text)) > 0 OR starts_with(subject::text, $3::text)
GROUP BY finding.outcome
ORDER BY min(rank) NULLS LAST, finding.outcome;

-- name: list_findings
-- The order is report/summary.h's: the rank of the outcome, then the figure in the first comparison that holds, then
-- the school. Of each finding the LATERAL is one look into the primary key of its predicates.
WITH ranked AS (
  SELECT * FROM unnest($4::bigint[], $5::text[], $6::text[], $7::integer[]) AS ranked(run, rule, outcome, rank))
SELECT finding.run, ordinal, rule, subject_kind, subject, subject_name, finding.academic_year, outcome, reason,
       notes, basis, interval_measure, interval_lower_units, interval_lower_scale, interval_lower_reason,
       interval_upper_units, interval_upper_scale, interval_upper_reason, cohort_units, cohort_scale, cohort_reason,
       template_id, argument_names, argument_values, sentence
FROM unnest($1::bigint[], $2::text[]) AS served(run, rule)
JOIN termwise.finding USING (run, rule)
LEFT JOIN ranked USING (run, rule, outcome)
LEFT JOIN LATERAL (
  SELECT observed_units * power(10::numeric, -observed_scale) AS number FROM termwise.finding_predicate AS predicate
  WHERE predicate.run = finding.run AND predicate.finding = finding.ordinal AND truth = 1
    AND observed_units IS NOT NULL
  ORDER BY predicate.ordinal LIMIT 1) AS figure ON true
WHERE ($3::text = '' OR strpos(lower(subject_name), lower($3::text)) > 0 OR starts_with(subject::text, $3::text))
  AND ($8::text = '' OR outcome = $8::text)
ORDER BY rank NULLS LAST, figure.number NULLS LAST, subject_name COLLATE "C", subject, rule, finding.run, ordinal
LIMIT $10::bigint OFFSET $9::bigint;
