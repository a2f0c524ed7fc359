-- name: files_of_la
SELECT batch.id, batch.file_sha256, file_name, dataset, academic_year,
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
WHERE batch = ANY ($1::bigint[]) AND ($2::smallint IS NULL OR severity = $2::smallint)
  AND ($3::boolean IS NULL OR (explanation IS NOT NULL) = $3::boolean);

-- name: page_of_issues
-- In a file of many LAs a school's page is its own LA's, as the file says it.
SELECT issue.id, issue.batch, batch.file_name, severity, rule, issue.line, column_number, column_name, raw_value, urn,
       advice, coalesce(explanation, ''), coalesce(explained_by, ''), coalesce(school.la_code, '')
FROM (SELECT * FROM termwise.quality_issue
      WHERE batch = ANY ($1::bigint[]) AND ($2::smallint IS NULL OR severity = $2::smallint)
        AND ($3::boolean IS NULL OR (explanation IS NOT NULL) = $3::boolean)
      ORDER BY batch DESC, line, column_number, id LIMIT $5::bigint OFFSET $4::bigint) AS issue
JOIN termwise.batch ON batch.id = issue.batch
LEFT JOIN LATERAL (
  SELECT la_code FROM termwise.record
  WHERE subject_kind = 1 AND academic_year BETWEEN batch.first_year AND batch.academic_year AND subject = issue.urn
    AND record.dataset = batch.dataset AND record.batch = issue.batch
  LIMIT 1) AS school ON true
ORDER BY issue.batch DESC, issue.line, column_number, issue.id;
