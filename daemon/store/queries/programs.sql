-- name: register_program
INSERT INTO termwise.program (name, host, process_id, version, workers, lease, revision)
VALUES ($1, $2, $3, $4, $5, $6::interval, $7) RETURNING id;

-- name: set_program
-- The beat is one message to the server and so takes no parameter; this is its. The loop of a daemon must not wait long for
-- another program, which may be suspended within a transaction.
SELECT set_config('termwise.program', $1, false), set_config('lock_timeout', '2s', false);

-- name: program_took_revision
UPDATE termwise.program SET revision = $2 WHERE id = $1;

-- name: program_stopped
UPDATE termwise.program SET stopped_at = termwise.instant() WHERE id = $1;

-- name: activate_revision
-- A daemon that starts with an older configuration than another daemon works by does not drag the LA back.
INSERT INTO termwise.active_revision AS active (la_code, revision)
SELECT unnest($1::text[]), $2::bigint
ON CONFLICT (la_code) DO UPDATE SET revision = EXCLUDED.revision, activated_at = termwise.instant()
WHERE active.revision < EXCLUDED.revision
   OR active.revision > EXCLUDED.revision
      AND NOT EXISTS (SELECT FROM termwise.program
                      WHERE name = 'termwised' AND revision = active.revision AND stopped_at IS NULL
                        AND seen_at > termwise.instant() - $3::interval);

-- name: las_under
SELECT la_code FROM termwise.active_revision WHERE revision = $1 AND la_code = ANY ($2::text[]) ORDER BY la_code;

-- name: deserted_las
-- LAs that an earlier configuration had, by which no daemon works any more.
SELECT la_code FROM termwise.active_revision AS active
WHERE revision < $1 AND la_code <> ALL ($2::text[])
  AND NOT EXISTS (SELECT FROM termwise.program
                  WHERE name = 'termwised' AND program.revision = active.revision AND stopped_at IS NULL
                    AND seen_at > termwise.instant() - $3::interval)
ORDER BY la_code;
