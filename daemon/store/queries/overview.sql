-- name: list_occurrences
SELECT item.id, coalesce(item.la_code, ''), item.schedule, item.period_key, item.job,
       (extract(epoch FROM item.due_at) * 1000000)::bigint, item.state, item.sentence, item.failures, item.attempts,
       coalesce(item.file, ''), (extract(epoch FROM item.ended_at) * 1000000)::bigint,
       (extract(epoch FROM item.retry_at) * 1000000)::bigint,
       CASE WHEN item.state = 'planned' AND item.due_at <= termwise.instant() THEN termwise.held_back(item) END,
       item.settled_at IS NOT NULL,
       coalesce(program.host || ', process ' || program.process_id, ''),
       (extract(epoch FROM attempt.started_at) * 1000000)::bigint,
       item.state = 'planned' AND item.due_at < termwise.instant() - interval '5 minutes'
FROM termwise.occurrence AS item
LEFT JOIN termwise.program ON program.id = item.holder
LEFT JOIN termwise.attempt ON attempt.occurrence = item.id AND attempt.token = item.token AND attempt.outcome = 'running'
WHERE ($1::text IS NULL OR item.la_code = $1::text OR item.la_code IS NULL)
  AND CASE $2 WHEN 'running' THEN item.state = 'running'
              WHEN 'due' THEN item.state = 'planned' AND item.due_at <= termwise.instant()
              WHEN 'next' THEN item.state = 'planned' AND item.due_at > termwise.instant()
              WHEN 'unsettled' THEN item.state = 'failed' AND item.settled_at IS NULL
              WHEN 'ended' THEN item.state IN ('succeeded', 'failed', 'skipped') END
ORDER BY CASE WHEN $2 = 'ended' THEN item.ended_at END DESC, item.due_at, item.id
LIMIT $3::bigint;

-- name: list_attempts
SELECT attempt.occurrence, attempt.token, program.host, program.process_id,
       (extract(epoch FROM attempt.started_at) * 1000000)::bigint,
       (extract(epoch FROM attempt.finished_at) * 1000000)::bigint, outcome, sentence, standard_error,
       wall_milliseconds, cpu_milliseconds, peak_memory_bytes
FROM termwise.attempt JOIN termwise.program ON program.id = attempt.program
WHERE occurrence = ANY ($1::bigint[]) ORDER BY occurrence, token;

-- name: list_programs
SELECT id, name, host, process_id, version, workers, revision, (extract(epoch FROM started_at) * 1000000)::bigint,
       (extract(epoch FROM seen_at) * 1000000)::bigint, (extract(epoch FROM termwise.instant()) * 1000000)::bigint
FROM termwise.program
WHERE name = 'termwised' AND stopped_at IS NULL AND seen_at > termwise.instant() - interval '10 minutes'
ORDER BY id;
