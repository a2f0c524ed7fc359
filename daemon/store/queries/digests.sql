-- name: find_recipient
SELECT id, la_code, address, token, edition, (extract(epoch FROM told_at) * 1000000)::bigint, last_batch,
       (extract(epoch FROM stopped_at) * 1000000)::bigint, last_reminder_event
FROM termwise.recipient WHERE la_code = $1 AND address = lower($2);

-- name: recipient_with_token
SELECT id, la_code, address, token, edition, (extract(epoch FROM told_at) * 1000000)::bigint, last_batch,
       (extract(epoch FROM stopped_at) * 1000000)::bigint, last_reminder_event
FROM termwise.recipient WHERE token = $1;

-- name: add_recipient
INSERT INTO termwise.recipient (la_code, address) VALUES ($1, lower($2)) ON CONFLICT DO NOTHING;

-- name: set_stopped
UPDATE termwise.recipient
SET stopped_at = CASE WHEN $2::boolean THEN coalesce(stopped_at, termwise.instant()) END
WHERE id = $1;

-- name: read_told
SELECT rule, subject_kind, lineage, subject_name, academic_year, outcome, reason, sentence, withheld
FROM termwise.told WHERE recipient = $1 ORDER BY rule, subject_kind, lineage;

-- name: next_edition
-- Of two digests that were made from the same edition, only one is sent.
UPDATE termwise.recipient SET edition = edition + 1, told_at = termwise.instant(), last_batch = $3,
  last_reminder_event = $4
WHERE id = $1 AND edition = $2 RETURNING id;

-- name: clear_told
DELETE FROM termwise.told WHERE recipient = $1;

-- name: copy_told
COPY termwise.told (recipient, rule, subject_kind, lineage, subject_name, academic_year, outcome, reason, sentence,
  withheld)
FROM STDIN (FORMAT binary)
