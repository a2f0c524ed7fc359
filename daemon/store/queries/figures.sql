-- name: read_figures
-- Every state has its figure, also where nothing is in it. Runs that have failed are counted once they are not tried
-- again, so that what counts only grows.
WITH clock AS MATERIALIZED (SELECT termwise.instant() AS now)
SELECT 'occurrences', '', state, count(id)::float8
FROM unnest(ARRAY['planned', 'running', 'succeeded', 'failed', 'skipped', 'withdrawn']) AS state
LEFT JOIN termwise.occurrence USING (state) GROUP BY state
UNION ALL
SELECT 'due_and_not_started', '', '', count(*)::float8
FROM clock JOIN termwise.occurrence ON state = 'planned' AND due_at <= now
UNION ALL
SELECT 'oldest_due_age', '', '', coalesce(extract(epoch FROM max(now - due_at)), 0)::float8
FROM clock JOIN termwise.occurrence ON state = 'planned' AND due_at <= now
UNION ALL
SELECT 'last_success', coalesce(la_code, ''), job, extract(epoch FROM max(ended_at))::float8
FROM termwise.occurrence WHERE state = 'succeeded' GROUP BY la_code, job
UNION ALL
SELECT 'last_failure', coalesce(la_code, ''), job, extract(epoch FROM max(ended_at))::float8
FROM termwise.occurrence WHERE state = 'failed' GROUP BY la_code, job
UNION ALL
SELECT 'unsettled_failures', '', job, count(*)::float8
FROM termwise.occurrence WHERE state = 'failed' AND settled_at IS NULL GROUP BY job
UNION ALL
SELECT 'messages', '', state, count(id)::float8
FROM unnest(ARRAY['waiting', 'sending', 'sent', 'unknown', 'refused', 'dropped']) AS state
LEFT JOIN termwise.message USING (state) GROUP BY state
UNION ALL
SELECT 'oldest_waiting_message_age', '', '', coalesce(extract(epoch FROM max(now - waiting_since)), 0)::float8
FROM clock JOIN termwise.message ON state IN ('waiting', 'sending')
UNION ALL
SELECT 'batches', '', '', count(*)::float8 FROM termwise.batch
UNION ALL
SELECT 'daemons', '', '', count(*)::float8
FROM clock JOIN termwise.program
  ON name = 'termwised' AND stopped_at IS NULL AND seen_at > now - interval '10 minutes'
UNION ALL
SELECT 'runs', '', 'succeeded', count(*)::float8 FROM termwise.run WHERE state = 'succeeded'
UNION ALL
SELECT 'runs', '', 'failed', count(*)::float8
FROM termwise.run LEFT JOIN termwise.occurrence ON occurrence.id = run.occurrence
WHERE run.state = 'failed' AND (occurrence.id IS NULL OR occurrence.ended_at IS NOT NULL)
ORDER BY 1, 2, 3;
