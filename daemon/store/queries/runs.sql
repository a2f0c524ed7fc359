-- name: start_run
-- Only under a claim that stands; the lock keeps it so until the row is written. All attempts of an occurrence share the run.
INSERT INTO termwise.run AS known (occurrence, job, la_code, academic_year, reference_date, plugin, plugin_sha256,
  revision, highest_batch, snapshot_sha256, image_format, started_at)
SELECT occurrence.id, $3, $4, $5, $6, $7, $8::bytea, $9, $10, $11::bytea,
       CASE WHEN $11::bytea IS NOT NULL THEN $12::smallint END, termwise.instant()
FROM termwise.occurrence WHERE id = $1 AND token = $2 AND state = 'running' FOR SHARE
ON CONFLICT (occurrence, plugin) DO UPDATE
SET academic_year = EXCLUDED.academic_year, reference_date = EXCLUDED.reference_date,
    plugin_sha256 = EXCLUDED.plugin_sha256, revision = EXCLUDED.revision, highest_batch = EXCLUDED.highest_batch,
    snapshot_sha256 = EXCLUDED.snapshot_sha256, image_format = EXCLUDED.image_format, started_at = EXCLUDED.started_at,
    state = 'running', ending = '', sentence = '', standard_error = '', wall_milliseconds = 0, cpu_milliseconds = 0,
    peak_memory_bytes = 0, finished_at = NULL
RETURNING id;

-- name: clear_run_parameters
DELETE FROM termwise.run_parameter WHERE run = $1;

-- name: clear_run_rules
DELETE FROM termwise.run_rule WHERE run = $1;

-- name: add_run_parameter
INSERT INTO termwise.run_parameter (run, ordinal, name, value) VALUES ($1, $2, $3, $4);

-- name: add_run_rule
INSERT INTO termwise.run_rule (run, ordinal, rule, version) VALUES ($1, $2, $3, $4);

-- name: finish_run
UPDATE termwise.run
SET state = 'succeeded', ending = 'completed', sentence = $2, wall_milliseconds = $3, cpu_milliseconds = $4,
    peak_memory_bytes = $5, findings_sha256 = $6::bytea, findings_format = $8::smallint, finding_count = $7,
    finished_at = termwise.instant(), succession = nextval('termwise.run_succession')
WHERE id = $1 AND state = 'running' RETURNING id;

-- name: fail_run
UPDATE termwise.run
SET state = 'failed', ending = $2, sentence = $3, standard_error = $4::bytea, wall_milliseconds = $5,
    cpu_milliseconds = $6, peak_memory_bytes = $7, finished_at = termwise.instant()
WHERE id = $1 AND state = 'running' RETURNING id;

-- name: read_run
SELECT id, job, la_code, academic_year, to_char(reference_date, 'YYYY-MM-DD'), plugin, plugin_sha256, revision,
       highest_batch, snapshot_sha256, state, ending, sentence, standard_error, wall_milliseconds, cpu_milliseconds,
       peak_memory_bytes, findings_sha256, finding_count,
       (extract(epoch FROM started_at) * 1000000)::bigint, (extract(epoch FROM finished_at) * 1000000)::bigint,
       image_format, findings_format, occurrence
FROM termwise.run WHERE id = $1;

-- name: read_run_parameters
SELECT name, value FROM termwise.run_parameter WHERE run = $1 ORDER BY ordinal;

-- name: read_run_rules
SELECT rule, version FROM termwise.run_rule WHERE run = $1 ORDER BY ordinal;
