-- name: past_retention
-- What a run of retention would remove now, by the same functions.
SELECT 'message', count(*), count(*), (extract(epoch FROM min(ended_at)) * 1000000)::bigint
FROM termwise.messages_past($1::integer)
UNION ALL
SELECT 'pupils', count(*), coalesce(sum(pupils), 0)::bigint,
       (extract(epoch FROM make_date(min(academic_year), 8, 31)::timestamp AT TIME ZONE 'Europe/London') * 1000000)::bigint
FROM (SELECT academic_year, count(*) AS pupils FROM termwise.pupil_record
      WHERE academic_year <= (SELECT termwise.last_summer_past($2::integer)) GROUP BY batch, academic_year) AS past
UNION ALL
SELECT 'reminder', count(*), count(*),
       (extract(epoch FROM min(ended_on)::timestamp AT TIME ZONE 'Europe/London') * 1000000)::bigint
FROM termwise.reminders_past($3::integer);

-- name: removed_so_far
SELECT kind, count(*), sum(removed)::bigint, (extract(epoch FROM min(removed_at)) * 1000000)::bigint
FROM termwise.tombstone GROUP BY kind ORDER BY kind;

-- name: hold_claim
-- Before anything is removed: a lease that lapses meanwhile lets nobody else in before the end.
SELECT id FROM termwise.occurrence WHERE id = $1::bigint AND token = $2::bigint AND state = 'running' FOR UPDATE;

-- name: remove_messages
SELECT termwise.remove_messages($1::bigint, $2::integer);

-- name: remove_pupils
SELECT termwise.remove_pupils($1::bigint, $2::integer);

-- name: remove_reminders
SELECT termwise.remove_reminders($1::bigint, $2::integer);
