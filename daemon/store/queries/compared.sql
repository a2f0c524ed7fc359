-- name: compared_figures
-- One dataset and year: of each school and item the record of the highest batch, and of it the figures asked for, by
-- position. The year leads record_of_school.
SELECT DISTINCT ON (subject, item) subject, item, batch, line,
       ARRAY(SELECT "values"[p] FROM unnest($3::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n)
FROM termwise.record
WHERE subject_kind = 1 AND academic_year = $2 AND dataset = $1
ORDER BY subject, item, batch DESC
LIMIT $4;

-- name: batch_names
SELECT id, file_name FROM termwise.batch WHERE id = ANY ($1::bigint[]);
