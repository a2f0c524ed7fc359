-- name: list_standings
-- The latest year for which the rule has a standard; where none has, the latest of all.
WITH served AS (
  SELECT DISTINCT ON (run.la_code, run.academic_year, run_rule.rule)
         run.la_code, run.academic_year, run_rule.rule, run.id AS run
  FROM termwise.run JOIN termwise.run_rule ON run_rule.run = run.id
  WHERE run.state = 'succeeded'
  ORDER BY run.la_code, run.academic_year, run_rule.rule, run.succession DESC),
standing AS (
  SELECT DISTINCT ON (la_code, rule) la_code, rule, academic_year, run
  FROM served
  WHERE EXISTS (SELECT FROM termwise.finding WHERE finding.run = served.run AND finding.rule = served.rule)
  ORDER BY la_code, rule,
           EXISTS (SELECT FROM termwise.finding
                   WHERE finding.run = served.run AND finding.rule = served.rule AND outcome <> 'NO_STANDARD') DESC,
           academic_year DESC)
SELECT standing.la_code, standing.rule, standing.academic_year, standing.run, outcome, count(*)
FROM standing JOIN termwise.finding ON finding.run = standing.run AND finding.rule = standing.rule
GROUP BY standing.la_code, standing.rule, standing.academic_year, standing.run, outcome
ORDER BY standing.la_code, standing.rule, outcome;

-- name: next_of_each_la
SELECT DISTINCT ON (la_code) la_code, job, schedule, period_key, (extract(epoch FROM due_at) * 1000000)::bigint,
       due_at <= (SELECT termwise.instant())
FROM termwise.occurrence WHERE state = 'planned' AND la_code IS NOT NULL
ORDER BY la_code, due_at, id;
