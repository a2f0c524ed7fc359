-- name: files_of_la
SELECT batch.id, batch.file_sha256, file_name, dataset, academic_year, layout,
       (extract(epoch FROM committed_at) * 1000000)::bigint, rows_in, accepted, repaired, rejected, aggregate,
       issue.errors, issue.queries, issue.repairs, issue.unexplained
FROM termwise.batch
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE severity = 1) AS errors,
                           count(*) FILTER (WHERE severity = 2) AS queries,
                           count(*) FILTER (WHERE severity = 3) AS repairs,
                           count(*) FILTER (WHERE severity = 2 AND explanation IS NULL) AS unexplained
                    FROM termwise.quality_issue WHERE quality_issue.batch = batch.id) AS issue
WHERE EXISTS (SELECT FROM termwise.record WHERE record.batch = batch.id AND record.la_code = $1 AND subject_kind = 1)
ORDER BY batch.id DESC;

-- name: count_issues
SELECT count(*) FROM termwise.quality_issue
WHERE ($1::bigint[] IS NULL OR batch = ANY ($1::bigint[])) AND ($2::smallint IS NULL OR severity = $2::smallint)
  AND ($3::boolean IS NULL OR (explanation IS NOT NULL) = $3::boolean) AND ($4::text IS NULL OR rule = $4::text)
  AND ($5::text IS NULL OR la_code IS NULL OR la_code = $5::text);

-- name: find_issues
-- By file, the oldest or the newest first. Of a cell that was explained with another text, that explanation too.
SELECT issue.id, issue.batch, batch.file_name, issue.severity, issue.rule, issue.line, issue.column_number,
       issue.column_name, issue.raw_value, issue.urn, issue.advice, issue.field, issue.subject_kind, issue.la_code,
       issue.population, issue.item, coalesce(issue.academic_year, 0), issue.explanation, issue.explained_by,
       (extract(epoch FROM issue.explained_at) * 1000000)::bigint, issue.carried_from,
       earlier.id, earlier.raw_value, earlier.explanation, earlier.explained_by,
       (extract(epoch FROM earlier.explained_at) * 1000000)::bigint
FROM (SELECT * FROM termwise.quality_issue
      WHERE ($1::bigint[] IS NULL OR batch = ANY ($1::bigint[])) AND ($2::smallint IS NULL OR severity = $2::smallint)
        AND ($3::boolean IS NULL OR (explanation IS NOT NULL) = $3::boolean) AND ($4::text IS NULL OR rule = $4::text)
        AND ($5::text IS NULL OR la_code IS NULL OR la_code = $5::text)
        AND ($9::bigint IS NULL OR id = $9::bigint)
      ORDER BY CASE WHEN $6::boolean THEN -batch ELSE batch END, line, column_number, id
      LIMIT $8::bigint OFFSET $7::bigint) AS issue
JOIN termwise.batch ON batch.id = issue.batch
LEFT JOIN termwise.quality_issue AS earlier ON earlier.id = issue.explained_otherwise
ORDER BY CASE WHEN $6::boolean THEN -issue.batch ELSE issue.batch END, issue.line, issue.column_number, issue.id;

-- name: rules_with_issues
SELECT DISTINCT rule FROM termwise.quality_issue WHERE $1::bigint[] IS NULL OR batch = ANY ($1::bigint[]) ORDER BY rule;

-- name: explain_issue
-- What somebody writes for this issue was not carried, and answers what was explained for another value.
UPDATE termwise.quality_issue
SET explanation = $2, explained_by = $3, explained_at = clock_timestamp(), carried_from = NULL, explained_otherwise = NULL
WHERE id = $1 RETURNING id;

-- name: explanations_of_issue
SELECT number, explanation, explained_by, (extract(epoch FROM explained_at) * 1000000)::bigint, carried_from
FROM termwise.quality_explanation WHERE issue = $1 ORDER BY number;

-- name: anything_explained
SELECT id FROM termwise.quality_issue WHERE explanation IS NOT NULL LIMIT 1;

-- name: carry_explanations
-- To a new file's issues from those of earlier files about the same cell, which is dataset, subject, item, year and field,
-- and the same rule. Of several the latest that had the same text in the cell, else the latest with another one. What is
-- carried on and on stays the explanation of the issue for which it was written.
WITH earlier AS MATERIALIZED (
  SELECT issue.* FROM termwise.quality_issue AS issue JOIN termwise.batch ON batch.id = issue.batch
  WHERE issue.explanation IS NOT NULL AND batch.dataset = $2 AND issue.batch <> $1 AND issue.subject_kind IS NOT NULL),
found AS (
  SELECT DISTINCT ON (new.id) new.id, earlier.id AS earlier, coalesce(earlier.carried_from, earlier.id) AS written_for,
         btrim(earlier.raw_value) = btrim(new.raw_value) AS same, earlier.explanation, earlier.explained_by,
         earlier.explained_at
  FROM termwise.quality_issue AS new
  JOIN earlier USING (rule, field, subject_kind, academic_year, item, population)
  WHERE new.batch = $1 AND new.severity = earlier.severity
    AND new.urn IS NOT DISTINCT FROM earlier.urn
    AND (new.urn IS NOT NULL OR new.la_code IS NOT DISTINCT FROM earlier.la_code)
  ORDER BY new.id, btrim(earlier.raw_value) = btrim(new.raw_value) DESC, earlier.batch DESC, earlier.id DESC)
UPDATE termwise.quality_issue AS issue
SET explanation = CASE WHEN same THEN found.explanation END,
    explained_by = CASE WHEN same THEN found.explained_by END,
    explained_at = CASE WHEN same THEN found.explained_at END,
    carried_from = CASE WHEN same THEN found.written_for END,
    explained_otherwise = CASE WHEN NOT same THEN found.written_for END
FROM found WHERE found.id = issue.id;
