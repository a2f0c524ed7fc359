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

-- name: copy_pupil_records
COPY termwise.pupil_record (batch, line, dataset, la_code, urn, pupil, academic_year, "values", reasons)
FROM STDIN (FORMAT binary)

-- name: add_pupil_key
-- Under the lock that numbers batches, so that two first files do not bring a key each.
INSERT INTO termwise.pupil_key (fingerprint) SELECT $1::bytea WHERE NOT EXISTS (SELECT FROM termwise.pupil_key);

-- name: pupil_key
SELECT fingerprint = $1::bytea, to_char(first_used AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') FROM termwise.pupil_key;

-- name: copy_issues
COPY termwise.quality_issue (batch, severity, rule, line, column_number, column_name, raw_value, urn, advice, field,
  subject_kind, la_code, population, item, academic_year)
FROM STDIN (FORMAT binary)

-- name: add_batch
-- The clock may be set back; "as known on" needs the times to be in the order of the numbers.
INSERT INTO termwise.batch (id, file_sha256, file_name, bytes, dataset, layout, delimiter, academic_year, revision,
  header, measure_positions, measure_columns, attribute_positions, attribute_columns, rows_in, accepted, repaired,
  rejected, aggregate, first_year, release, committed_at)
VALUES ($1, $2::bytea, $3, $4, $5, $6, $7, $8, $9, $10::text[], $11::integer[], $12::integer[], $13::integer[],
  $14::integer[], $15, $16, $17, $18, $19, $20, $21,
  greatest(termwise.instant(), (SELECT max(committed_at) FROM termwise.batch)));

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

-- name: stored_keys
-- What tells the rows of schools and advisers apart that any file of the dataset has, each once.
SELECT DISTINCT la_code, subject, academic_year, item
FROM termwise.record
WHERE batch IN (SELECT id FROM termwise.batch WHERE dataset = $1) AND subject_kind IN (1, 4);

-- name: find_batch
SELECT id, file_sha256, file_name, dataset, layout, academic_year, rows_in, accepted, repaired, rejected, aggregate,
       (extract(epoch FROM committed_at) * 1000000)::bigint AS committed_at, delimiter, header, pupil_level
FROM termwise.batch JOIN termwise.dataset ON dataset.name = batch.dataset
WHERE ($1::bytea IS NULL OR file_sha256 = $1::bytea) AND ($2::bigint IS NULL OR id = $2::bigint)
ORDER BY id DESC;

-- name: highest_batch
SELECT max(id) FROM termwise.batch
WHERE $1::date IS NULL OR committed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Europe/London';
