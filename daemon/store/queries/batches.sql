-- name: lock_batches
-- Numbers and lists of measures grow under this lock, which is held to the commit: a reader who sees batch N has seen
-- every batch before it.
SELECT pg_advisory_xact_lock(7426100004);

-- name: limit_lock_wait
-- Another program may be suspended while it loads a file; whoever waits for it gives up one day, and tries again later.
SELECT set_config('lock_timeout', '5min', true);

-- name: batch_of_file
SELECT id FROM termwise.batch WHERE file_sha256 = $1::bytea;

-- name: next_batch
SELECT coalesce(max(id), 0) + 1 FROM termwise.batch;

-- name: copy_records
COPY termwise.record (batch, line, dataset, la_code, subject_kind, subject, population, academic_year,
  "values", reasons, attributes, attribute_reasons, item) FROM STDIN (FORMAT binary)

-- name: copy_issues
COPY termwise.quality_issue (batch, severity, rule, line, column_number, column_name, raw_value, urn, advice)
FROM STDIN (FORMAT binary)

-- name: add_batch
-- The clock may be set back; "as known on" needs the times to be in the order of the numbers.
INSERT INTO termwise.batch (id, file_sha256, file_name, bytes, dataset, layout, delimiter, academic_year, revision,
  header, measure_positions, measure_columns, attribute_positions, attribute_columns, rows_in, accepted, repaired,
  rejected, aggregate, first_year, release, committed_at)
VALUES ($1, $2::bytea, $3, $4, $5, $6, $7, $8, $9, $10::text[], $11::integer[], $12::integer[], $13::integer[],
  $14::integer[], $15, $16, $17, $18, $19, $20, $21,
  greatest(clock_timestamp(), (SELECT max(committed_at) FROM termwise.batch)));

-- name: later_release
-- What a later release has said of a subject is not taken back by an earlier one that arrives after it.
WITH later AS MATERIALIZED (
  SELECT id, file_name, release FROM termwise.batch
  WHERE dataset = $2 AND array_position(ARRAY['provisional', 'revised', 'final'], release)
                         > array_position(ARRAY['provisional', 'revised', 'final'], $3))
SELECT later.id, later.file_name, later.release
FROM later
WHERE EXISTS (SELECT FROM termwise.record AS new
              JOIN termwise.record AS old USING (subject_kind, dataset, academic_year, subject, item)
              WHERE new.batch = $1 AND old.batch = later.id AND new.subject_kind = 1)
ORDER BY later.id DESC LIMIT 1;

-- name: school_places
-- Of every school in a list of schools, the LA in which the latest list has it.
SELECT DISTINCT ON (subject) subject, la_code
FROM termwise.record
WHERE batch IN (SELECT id FROM termwise.batch WHERE dataset = $1) AND subject_kind = 1
ORDER BY subject, academic_year DESC, batch DESC;

-- name: find_batch
SELECT id, file_sha256, file_name, dataset, layout, academic_year, rows_in, accepted, repaired, rejected, aggregate,
       (extract(epoch FROM committed_at) * 1000000)::bigint AS committed_at, delimiter, header
FROM termwise.batch
WHERE ($1::bytea IS NULL OR file_sha256 = $1::bytea) AND ($2::bigint IS NULL OR id = $2::bigint)
ORDER BY id DESC;

-- name: highest_batch
SELECT max(id) FROM termwise.batch
WHERE $1::date IS NULL OR committed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Europe/London';

-- name: list_issues
SELECT issue.id, issue.batch, batch.file_name, severity, rule, line, column_number, column_name, raw_value, urn, advice,
       coalesce(explanation, '')
FROM termwise.quality_issue AS issue JOIN termwise.batch ON batch.id = issue.batch
WHERE ($1::bytea IS NULL OR batch.file_sha256 = $1::bytea) AND ($2::bigint IS NULL OR issue.batch <= $2::bigint)
ORDER BY issue.batch, line, column_number, issue.id;

-- name: explain_issue
UPDATE termwise.quality_issue SET explanation = $2, explained_by = $3, explained_at = clock_timestamp()
WHERE id = $1 RETURNING id;
