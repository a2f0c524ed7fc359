-- name: start_run
INSERT INTO termwise.run (job, la_code, academic_year, reference_date, plugin, plugin_sha256, revision, highest_batch,
  snapshot_sha256, image_format)
VALUES ($1, $2, $3, $4, $5, $6::bytea, $7, $8, $9::bytea, CASE WHEN $9::bytea IS NOT NULL THEN $10::smallint END)
RETURNING id;

-- name: add_run_parameter
INSERT INTO termwise.run_parameter (run, ordinal, name, value) VALUES ($1, $2, $3, $4);

-- name: add_run_rule
INSERT INTO termwise.run_rule (run, ordinal, rule, version) VALUES ($1, $2, $3, $4);

-- name: finish_run
-- Guarded by the state: a run that was given up or finished meanwhile keeps what it says.
UPDATE termwise.run
SET state = 'succeeded', ending = 'completed', sentence = $2, wall_milliseconds = $3, cpu_milliseconds = $4,
    peak_memory_bytes = $5, findings_sha256 = $6::bytea, findings_format = $8::smallint, finding_count = $7,
    finished_at = clock_timestamp()
WHERE id = $1 AND state = 'running' RETURNING id;

-- name: fail_run
UPDATE termwise.run
SET state = 'failed', ending = $2, sentence = $3, standard_error = $4::bytea, wall_milliseconds = $5,
    cpu_milliseconds = $6, peak_memory_bytes = $7, finished_at = clock_timestamp()
WHERE id = $1 AND state = 'running' RETURNING id;

-- name: run_state
SELECT state FROM termwise.run WHERE id = $1;

-- name: read_runs
SELECT id, job, la_code, academic_year, to_char(reference_date, 'YYYY-MM-DD'), plugin, plugin_sha256, revision,
       highest_batch, snapshot_sha256, state, ending, sentence, standard_error, wall_milliseconds, cpu_milliseconds,
       peak_memory_bytes, findings_sha256, finding_count,
       (extract(epoch FROM started_at) * 1000000)::bigint, (extract(epoch FROM finished_at) * 1000000)::bigint,
       image_format, findings_format
FROM termwise.run WHERE $1::bigint IS NULL OR id = $1::bigint
ORDER BY id DESC LIMIT $2::bigint;

-- name: read_run_parameters
SELECT run, name, value FROM termwise.run_parameter WHERE run = ANY ($1::bigint[]) ORDER BY run, ordinal;

-- name: read_run_rules
SELECT run, rule, version FROM termwise.run_rule WHERE run = ANY ($1::bigint[]) ORDER BY run, ordinal;
