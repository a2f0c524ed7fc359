-- name: prepare_beat
-- What a daemon sends in one message at each turn: its sign of life, what others left behind, what is missed, what
-- has come about, and how long there is nothing to do. Rows that another daemon is busy with are its business.
-- Prepared once for a connection, because planning them takes several times as long as running them.
PREPARE beat_alive AS
UPDATE termwise.program SET seen_at = termwise.instant()
WHERE id = current_setting('termwise.program')::bigint;

-- A clock that was set back must not keep a dead program's claim alive.
PREPARE beat_leases AS
WITH long AS (
  SELECT occurrence.id, program.lease FROM termwise.occurrence JOIN termwise.program ON program.id = holder
  WHERE state = 'running' AND lease_until > termwise.instant() + program.lease
  FOR NO KEY UPDATE OF occurrence SKIP LOCKED)
UPDATE termwise.occurrence SET lease_until = termwise.instant() + long.lease FROM long WHERE occurrence.id = long.id;

PREPARE beat_lost AS
WITH expired AS (
  SELECT id, token FROM termwise.occurrence WHERE state = 'running' AND lease_until < (SELECT termwise.instant())
  FOR UPDATE SKIP LOCKED),
lost AS (
  UPDATE termwise.attempt
  SET outcome = 'lost', finished_at = termwise.instant(),
      sentence = format('%s on %s (process %s) gave no sign of life any more.', program.name, program.host,
                        program.process_id)
  FROM expired, termwise.program
  WHERE attempt.occurrence = expired.id AND attempt.token = expired.token AND program.id = attempt.program
  RETURNING attempt.occurrence, attempt.sentence),
cut_short AS (
  UPDATE termwise.run SET state = 'failed', ending = 'lost', sentence = lost.sentence, finished_at = termwise.instant()
  FROM lost WHERE run.occurrence = lost.occurrence AND run.state = 'running')
UPDATE termwise.occurrence
SET state = CASE WHEN failures + 1 < attempts THEN 'planned' ELSE 'failed' END,
    retry_at = CASE WHEN failures + 1 < attempts THEN termwise.instant() END,
    ended_at = CASE WHEN failures + 1 < attempts THEN NULL ELSE termwise.instant() END,
    failures = failures + 1, sentence = lost.sentence, holder = NULL, lease_until = NULL
FROM lost WHERE occurrence.id = lost.occurrence;

PREPARE beat_arrived AS
WITH behind AS (
  SELECT la_code, schedule, last_batch FROM termwise.schedule
  WHERE follows_ingest AND removed_at IS NULL AND last_batch < (SELECT max(id) FROM termwise.batch)
  FOR UPDATE SKIP LOCKED),
arrived AS (
  SELECT behind.la_code, behind.schedule, batch.id
  FROM behind JOIN termwise.batch ON batch.id > behind.last_batch
  WHERE EXISTS (SELECT FROM termwise.record WHERE record.batch = batch.id AND record.la_code = behind.la_code)),
looked AS (
  UPDATE termwise.schedule SET last_batch = (SELECT max(id) FROM termwise.batch)
  FROM behind WHERE schedule.la_code = behind.la_code AND schedule.schedule = behind.schedule)
INSERT INTO termwise.occurrence (la_code, schedule, period_key, job, due_at, revision, after_jobs, catch_up, overlap,
  time_window, attempts, timeout)
SELECT schedule.la_code, schedule.schedule, format('batch %s', arrived.id), schedule.job, termwise.instant(),
       schedule.revision, schedule.after_jobs, schedule.catch_up, schedule.overlap, schedule.time_window,
       schedule.attempts, schedule.timeout
FROM arrived JOIN termwise.schedule USING (la_code, schedule)
ON CONFLICT (la_code, schedule, period_key) DO NOTHING;

PREPARE beat_missed AS
WITH due AS (
  SELECT id FROM termwise.occurrence WHERE state = 'planned' AND due_at <= (SELECT termwise.instant())
  FOR UPDATE SKIP LOCKED),
missed AS (
  SELECT item.id, termwise.missed(item) AS why FROM due JOIN termwise.occurrence AS item USING (id))
UPDATE termwise.occurrence
SET state = 'skipped', sentence = missed.why, ended_at = termwise.instant(), retry_at = NULL
FROM missed WHERE occurrence.id = missed.id AND missed.why IS NOT NULL;

PREPARE beat_next AS
SELECT coalesce((SELECT (extract(epoch FROM min(moment) - termwise.instant()) * 1000)::bigint
                 FROM termwise.occurrence
                 CROSS JOIN LATERAL (SELECT CASE WHEN state = 'running' THEN lease_until
                                                 ELSE coalesce(retry_at, due_at) END AS moment) AS next
                 WHERE state IN ('planned', 'running') AND moment > (SELECT termwise.instant())), 86400000),
       EXISTS (SELECT FROM termwise.occurrence
               WHERE state = 'planned' AND coalesce(retry_at, due_at) <= (SELECT termwise.instant())),
       (extract(epoch FROM termwise.instant()) * 1000000)::bigint,
       (SELECT count(*) FROM termwise.occurrence WHERE state = 'planned' AND due_at <= (SELECT termwise.instant())),
       (SELECT max(revision) FROM termwise.active_revision),
       EXISTS (SELECT FROM termwise.message
               WHERE state = 'waiting' AND due_at <= (SELECT termwise.instant())
                  OR state = 'sending' AND lease_until < (SELECT termwise.instant()))
         OR EXISTS (SELECT FROM termwise.untold_failure),
       -- Messages that will be due, or whose try will have lapsed.
       coalesce((SELECT (extract(epoch FROM min(moment) - termwise.instant()) * 1000)::bigint
                 FROM termwise.message
                 CROSS JOIN LATERAL (SELECT CASE WHEN state = 'sending' THEN lease_until ELSE due_at END AS moment) AS next
                 WHERE state IN ('waiting', 'sending') AND moment > (SELECT termwise.instant())), 86400000);

-- name: beat
EXECUTE beat_alive;
EXECUTE beat_leases;
EXECUTE beat_lost;
EXECUTE beat_arrived;
EXECUTE beat_missed;
EXECUTE beat_next;

-- name: claim
-- SKIP LOCKED: two programs never wait for each other here. held_back() is the graph of jobs.
WITH next AS (
  SELECT id FROM termwise.occurrence AS item
  WHERE state = 'planned' AND coalesce(retry_at, due_at) <= (SELECT termwise.instant())
    AND (la_code IS NULL OR EXISTS (SELECT FROM termwise.active_revision AS active
                                    WHERE active.la_code = item.la_code AND active.revision = $3))
    AND (place IS NULL OR place = $4)
    AND termwise.missed(item) IS NULL AND termwise.held_back(item) IS NULL
  ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED),
taken AS (
  UPDATE termwise.occurrence
  SET state = 'running', token = token + 1, holder = $1, lease_until = termwise.instant() + $2::interval,
      retry_at = NULL, revision = $3
  WHERE id IN (SELECT id FROM next) RETURNING *),
noted AS (
  INSERT INTO termwise.attempt (occurrence, token, program) SELECT id, token, holder FROM taken)
SELECT id, token, coalesce(la_code, ''), schedule, period_key, job, (extract(epoch FROM due_at) * 1000000)::bigint,
       coalesce(file, ''), academic_year, to_char(reference_date, 'YYYY-MM-DD'), failures, attempts,
       extract(epoch FROM timeout)::bigint, (extract(epoch FROM termwise.instant()) * 1000000)::bigint
FROM taken;

-- name: request
-- A run asked for by hand is claimed as it is made, so that no daemon takes it.
WITH made AS (
  INSERT INTO termwise.occurrence (la_code, schedule, period_key, job, due_at, revision, academic_year, reference_date,
    timeout, state, token, holder, lease_until)
  VALUES ($1, 'manual', to_char(termwise.instant() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), $2,
    termwise.instant(), $3, $4, $5, $8::interval, 'running', 1, $6, termwise.instant() + $7::interval)
  RETURNING *),
noted AS (
  INSERT INTO termwise.attempt (occurrence, token, program) SELECT id, token, holder FROM made)
SELECT id, token, coalesce(la_code, ''), schedule, period_key, job, (extract(epoch FROM due_at) * 1000000)::bigint,
       coalesce(file, ''), academic_year, to_char(reference_date, 'YYYY-MM-DD'), failures, attempts,
       extract(epoch FROM timeout)::bigint, (extract(epoch FROM termwise.instant()) * 1000000)::bigint
FROM made;

-- name: renew
-- A row that is locked is about to end in a finishing transaction, which is no reason for the other claims to wait.
WITH mine AS (
  SELECT occurrence.id FROM termwise.occurrence
  JOIN unnest($3::bigint[], $4::bigint[]) AS held(id, token) ON occurrence.id = held.id AND occurrence.token = held.token
  WHERE holder = $1 AND state = 'running'),
free AS (
  SELECT id FROM termwise.occurrence WHERE id IN (SELECT id FROM mine) AND state = 'running' AND holder = $1
  FOR NO KEY UPDATE SKIP LOCKED),
renewed AS (
  UPDATE termwise.occurrence SET lease_until = termwise.instant() + $2::interval WHERE id IN (SELECT id FROM free))
SELECT id FROM mine;

-- name: end_occurrence
WITH ended AS (
  UPDATE termwise.occurrence
  SET state = $3, sentence = $4, ended_at = termwise.instant(), holder = NULL, lease_until = NULL,
      failures = failures + CASE WHEN $3 = 'failed' THEN 1 ELSE 0 END
  WHERE id = $1 AND token = $2 AND state = 'running' RETURNING id, la_code, schedule, job, file),
made_good AS (
  -- A success makes good what failed before: the same file, the same schedule, or the same job by hand.
  UPDATE termwise.occurrence AS failure SET settled_at = termwise.instant()
  FROM ended
  WHERE $3 = 'succeeded' AND failure.state = 'failed' AND failure.settled_at IS NULL AND failure.job = ended.job
    AND (failure.la_code IS NOT DISTINCT FROM ended.la_code OR ended.job = 'retention')  -- which is of all LAs
    AND CASE WHEN ended.job = 'ingest' THEN failure.file = ended.file
             WHEN ended.job = 'retention' THEN true
             ELSE failure.schedule = ended.schedule OR ended.schedule = 'manual' OR failure.schedule = 'manual' END),
followed AS (
  -- What is due whenever a scheduled job of the LA has succeeded. A run by hand tells nobody.
  INSERT INTO termwise.occurrence (la_code, schedule, period_key, job, due_at, revision, after_jobs, catch_up, overlap,
    time_window, attempts, timeout)
  SELECT schedule.la_code, schedule.schedule, format('after %s %s', ended.job, ended.id), schedule.job,
         termwise.instant(), schedule.revision, schedule.after_jobs, schedule.catch_up, schedule.overlap,
         schedule.time_window, schedule.attempts, schedule.timeout
  FROM ended JOIN termwise.schedule USING (la_code)
  WHERE $3 = 'succeeded' AND ended.schedule <> 'manual' AND ended.job NOT IN ('ingest', 'digest', 'retention')
    AND schedule.follows_runs AND schedule.removed_at IS NULL
  ON CONFLICT (la_code, schedule, period_key) DO NOTHING),
told AS (SELECT pg_notify('termwise_work', '') FROM ended)
SELECT id, (SELECT count(*) FROM told) FROM ended;

-- name: end_attempt
UPDATE termwise.attempt
SET outcome = $3, sentence = $4, finished_at = termwise.instant(), standard_error = $5::bytea, wall_milliseconds = $6,
    cpu_milliseconds = $7, peak_memory_bytes = $8
WHERE occurrence = $1 AND token = $2 AND outcome = 'running' RETURNING token;

-- name: give_back
-- To be claimed again after a pause; counted as a failure or not.
WITH back AS (
  UPDATE termwise.occurrence
  SET state = 'planned', sentence = $3, retry_at = termwise.instant() + $4::interval, failures = failures + $5,
      holder = NULL, lease_until = NULL
  WHERE id = $1 AND token = $2 AND state = 'running' RETURNING id),
told AS (SELECT pg_notify('termwise_work', '') FROM back)
SELECT id, (SELECT count(*) FROM told) FROM back;

-- name: close_runs
-- Runs of this occurrence that are still open: their attempt did not finish them.
UPDATE termwise.run SET state = 'failed', ending = $2, sentence = $3, finished_at = termwise.instant()
WHERE occurrence = $1 AND state = 'running' RETURNING id;
