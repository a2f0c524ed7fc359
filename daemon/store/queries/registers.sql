-- name: register_rows
-- Where the rows of a dataset stand: with $5 also those that a later row has replaced.
SELECT record.batch, record.line
FROM termwise.record
WHERE record.dataset = $1 AND record.subject_kind IN (1, 4)
  AND ($2::text IS NULL OR record.la_code = $2::text)
  AND ($3::integer IS NULL OR record.academic_year = $3::integer)
  AND ($4::bigint IS NULL OR record.subject = $4::bigint)
  AND ($5::boolean OR EXISTS (
    SELECT FROM termwise.current_record AS standing
    WHERE standing.dataset = record.dataset AND standing.academic_year = record.academic_year
      AND standing.subject_kind = record.subject_kind AND standing.subject IS NOT DISTINCT FROM record.subject
      AND standing.item = record.item AND standing.batch = record.batch AND standing.line = record.line))
ORDER BY record.la_code, record.academic_year, record.subject, record.item COLLATE "C", record.batch, record.line;
