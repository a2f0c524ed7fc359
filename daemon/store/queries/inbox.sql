-- name: announce_file
-- The same file again is the same row.
WITH made AS (
  INSERT INTO termwise.occurrence (la_code, schedule, period_key, job, due_at, revision, place, file, attempts)
  VALUES ($1, 'inbox', $2, 'ingest', termwise.instant(), $3, $4, $5, 5)
  ON CONFLICT (la_code, schedule, period_key) DO NOTHING RETURNING state, sentence)
SELECT state, sentence, true, false FROM made
UNION ALL
SELECT state, sentence, false, coalesce(ended_at < termwise.instant() - interval '15 seconds', false)
FROM termwise.occurrence
WHERE la_code IS NOT DISTINCT FROM $1 AND schedule = 'inbox' AND period_key = $2;

-- name: unsettled_files
SELECT id, file FROM termwise.occurrence
WHERE job = 'ingest' AND state = 'failed' AND settled_at IS NULL AND place = $1 ORDER BY id;

-- name: settle
UPDATE termwise.occurrence SET settled_at = termwise.instant()
WHERE id = $1 AND state = 'failed' AND settled_at IS NULL;

-- name: settle_file
-- Loaded by command line, a file makes good what failed under its name before.
UPDATE termwise.occurrence SET settled_at = termwise.instant()
WHERE job = 'ingest' AND state = 'failed' AND settled_at IS NULL AND file = $1;
