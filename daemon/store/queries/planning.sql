-- name: put_schedule
-- Only by the active configuration; the lock keeps it so until the row is written.
INSERT INTO termwise.schedule AS known (la_code, schedule, job, rule, revision, last_batch, follows_ingest, after_jobs,
  catch_up, overlap, time_window, attempts, timeout, follows_runs)
SELECT $1, $2, $3, $4, $5, (SELECT coalesce(max(id), 0) FROM termwise.batch), $6, $7::text[], $8, $9, $10::interval,
  $11, $12::interval, $13
FROM termwise.active_revision AS active WHERE active.la_code = $1 AND active.revision = $5 FOR SHARE
ON CONFLICT (la_code, schedule) DO UPDATE
SET job = EXCLUDED.job, rule = EXCLUDED.rule, revision = EXCLUDED.revision, after_jobs = EXCLUDED.after_jobs,
    catch_up = EXCLUDED.catch_up, overlap = EXCLUDED.overlap, time_window = EXCLUDED.time_window,
    attempts = EXCLUDED.attempts, timeout = EXCLUDED.timeout, follows_ingest = EXCLUDED.follows_ingest,
    follows_runs = EXCLUDED.follows_runs,
    last_batch = CASE WHEN known.removed_at IS NULL AND known.follows_ingest = EXCLUDED.follows_ingest
                      THEN known.last_batch ELSE EXCLUDED.last_batch END,
    planned_from = CASE WHEN known.removed_at IS NULL THEN known.planned_from ELSE termwise.instant() END,
    removed_at = NULL
RETURNING (extract(epoch FROM planned_from) * 1000000)::bigint;

-- name: plan_occurrences
-- Not any more once a later configuration has put the schedule; the lock keeps it from doing so before the commit. A
-- date may move until the occurrence is first claimed. One that was skipped because its date was wrong comes back.
INSERT INTO termwise.occurrence AS known (la_code, schedule, period_key, job, due_at, revision, after_jobs, catch_up,
  overlap, time_window, attempts, timeout)
SELECT schedule.la_code, schedule.schedule, wanted.period_key, schedule.job, wanted.due_at, schedule.revision,
       schedule.after_jobs, schedule.catch_up, schedule.overlap, schedule.time_window, schedule.attempts,
       schedule.timeout
FROM termwise.schedule
CROSS JOIN (SELECT unnest($3::text[]) AS period_key, to_timestamp(unnest($4::bigint[])) AS due_at) AS wanted
WHERE schedule.la_code = $1 AND schedule.schedule = $2 AND schedule.revision = $5
  AND (wanted.due_at >= schedule.planned_from
       OR EXISTS (SELECT FROM termwise.occurrence AS already
                  WHERE already.la_code = $1 AND already.schedule = $2 AND already.period_key = wanted.period_key))
FOR SHARE OF schedule
ON CONFLICT (la_code, schedule, period_key) DO UPDATE
SET job = EXCLUDED.job, due_at = EXCLUDED.due_at, revision = EXCLUDED.revision, after_jobs = EXCLUDED.after_jobs,
    catch_up = EXCLUDED.catch_up, overlap = EXCLUDED.overlap, time_window = EXCLUDED.time_window,
    attempts = EXCLUDED.attempts, timeout = EXCLUDED.timeout, state = 'planned', sentence = '', ended_at = NULL
WHERE known.token = 0
  AND (known.state = 'withdrawn' OR known.state = 'skipped' AND EXCLUDED.due_at > termwise.instant()
       OR known.state = 'planned'
          AND (known.job, known.due_at, known.after_jobs, known.catch_up, known.overlap, known.time_window,
               known.attempts, known.timeout)
              IS DISTINCT FROM
              (EXCLUDED.job, EXCLUDED.due_at, EXCLUDED.after_jobs, EXCLUDED.catch_up, EXCLUDED.overlap,
               EXCLUDED.time_window, EXCLUDED.attempts, EXCLUDED.timeout))
RETURNING id;

-- name: withdraw_occurrences
-- What the plan had between two moments and has no longer. What has been claimed once is left to end.
UPDATE termwise.occurrence
SET state = 'withdrawn', sentence = $6
WHERE la_code = $1 AND schedule = $2 AND state = 'planned' AND token = 0
  AND due_at >= to_timestamp($3::bigint) AND due_at < to_timestamp($4::bigint) AND period_key <> ALL ($5::text[])
  AND EXISTS (SELECT FROM termwise.schedule
              WHERE schedule.la_code = $1 AND schedule.schedule = $2 AND schedule.revision = $7
                -- What follows ingest or runs comes about by these, of which a plan of dates knows nothing.
                AND NOT (schedule.follows_ingest AND period_key LIKE 'batch %')
                AND NOT (schedule.follows_runs AND period_key LIKE 'after %') FOR SHARE)
RETURNING id;

-- name: remove_schedules
-- The schedules of the LAs that the configuration no longer has.
WITH gone AS (
  UPDATE termwise.schedule SET removed_at = termwise.instant()
  WHERE removed_at IS NULL AND la_code = ANY ($1::text[])
    AND EXISTS (SELECT FROM termwise.active_revision AS active
                WHERE active.la_code = schedule.la_code AND active.revision = $4 FOR SHARE)
    AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::text[]) AS kept(la, name)
                    WHERE kept.la = schedule.la_code AND kept.name = schedule.schedule)
  RETURNING la_code, schedule),
settled AS (
  -- Nothing of it will come that could make good how it ended last.
  UPDATE termwise.occurrence SET settled_at = termwise.instant()
  FROM gone
  WHERE occurrence.la_code = gone.la_code AND occurrence.schedule = gone.schedule AND state = 'failed'
    AND settled_at IS NULL)
UPDATE termwise.occurrence
SET state = 'withdrawn',
    sentence = format('The schedule %s was removed from las/%s.toml.', gone.schedule, gone.la_code)
FROM gone
WHERE occurrence.la_code = gone.la_code AND occurrence.schedule = gone.schedule AND state = 'planned' AND token = 0
RETURNING id;

-- name: tell_work
SELECT pg_notify('termwise_work', '');
