-- name: add_digest_message
INSERT INTO termwise.message (kind, recipient, occurrence, la_code, sender, address, role, subject, message_id, content,
  directory_only)
VALUES ('digest', $1, $2, $3, $4, $5, $6, $7, $8, $9::bytea, $10) RETURNING id;

-- name: add_notice
-- The unique indexes hold that a failure is told once.
WITH added AS (
  INSERT INTO termwise.message (kind, occurrence, about_message, la_code, sender, address, role, subject, message_id,
    content, directory_only)
  VALUES ('notice', $1, $2, $3, $4, $5, $6, $7, $8, $9::bytea, $10) ON CONFLICT DO NOTHING RETURNING id),
told AS (SELECT pg_notify('termwise_work', '') FROM added)
SELECT id, (SELECT count(*) FROM told) FROM added;

-- name: take_back_messages
WITH lapsed AS (
  SELECT id, token FROM termwise.message WHERE state = 'sending' AND lease_until < (SELECT termwise.instant())
  FOR UPDATE SKIP LOCKED),
lost AS (
  UPDATE termwise.delivery
  SET outcome = 'lost', finished_at = termwise.instant(),
      sentence = format('%s on %s (process %s) gave no sign of life any more.', program.name, program.host,
                        program.process_id)
  FROM lapsed, termwise.program
  WHERE delivery.message = lapsed.id AND delivery.token = lapsed.token AND program.id = delivery.program
  RETURNING delivery.message, delivery.sentence)
UPDATE termwise.message
SET state = CASE WHEN data_begun THEN 'unknown' ELSE 'waiting' END,
    ended_at = CASE WHEN data_begun THEN termwise.instant() END,
    sentence = lost.sentence || CASE WHEN data_begun
      THEN ' The relay had begun to take the message, so that it may have been delivered.' ELSE '' END,
    due_at = termwise.instant(), holder = NULL, lease_until = NULL
FROM lost WHERE message.id = lost.message;

-- name: claim_message
WITH next AS (
  SELECT id FROM termwise.message
  WHERE state = 'waiting' AND due_at <= (SELECT termwise.instant()) AND ($3::bigint IS NULL OR occurrence = $3::bigint)
    AND ($4::bigint IS NULL OR id = $4::bigint) AND (NOT $5::boolean OR tries = 0)
  ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED),
taken AS (
  UPDATE termwise.message
  SET state = 'sending', token = token + 1, tries = tries + 1, holder = $1,
      lease_until = termwise.instant() + $2::interval, data_begun = false
  WHERE id IN (SELECT id FROM next) RETURNING *),
noted AS (
  INSERT INTO termwise.delivery (message, token, program) SELECT id, token, holder FROM taken)
SELECT id, token, sender, address, message_id, content, directory_only, tries,
       floor(extract(epoch FROM termwise.instant() - waiting_since))::bigint
FROM taken;

-- name: begin_data
UPDATE termwise.message SET data_begun = true
WHERE id = $1 AND token = $2 AND state = 'sending' RETURNING id;

-- name: end_try
WITH ended AS (
  UPDATE termwise.message
  SET state = CASE $3 WHEN 'later' THEN 'waiting' ELSE $3 END, sentence = $4,
      ended_at = CASE $3 WHEN 'later' THEN NULL ELSE termwise.instant() END,
      due_at = CASE $3 WHEN 'later' THEN termwise.instant() + $5::interval ELSE due_at END,
      holder = NULL, lease_until = NULL
  WHERE id = $1 AND token = $2 AND state = 'sending' RETURNING id, token)
UPDATE termwise.delivery SET outcome = $3, sentence = $4, finished_at = termwise.instant()
FROM ended WHERE delivery.message = ended.id AND delivery.token = ended.token RETURNING delivery.message;

-- name: list_messages
SELECT id, kind, coalesce(la_code, ''), address, role, subject, message_id, state, sentence, tries,
       (extract(epoch FROM created_at) * 1000000)::bigint,
       CASE WHEN state = 'waiting' THEN (extract(epoch FROM due_at) * 1000000)::bigint END,
       (extract(epoch FROM ended_at) * 1000000)::bigint, occurrence
FROM termwise.message
WHERE ($1::text IS NULL OR la_code = $1::text) AND (NOT $2::boolean OR state NOT IN ('sent', 'dropped'))
ORDER BY id DESC LIMIT $3::bigint;

-- name: message_content
SELECT content FROM termwise.message WHERE id = $1;

-- name: message_state
SELECT state, content = '' FROM termwise.message WHERE id = $1;

-- name: resend_message
WITH again AS (
  UPDATE termwise.message
  SET state = 'waiting', due_at = termwise.instant(), waiting_since = termwise.instant(), ended_at = NULL
  WHERE id = $1 AND state <> 'sending' AND content <> '' RETURNING id),
told AS (SELECT pg_notify('termwise_work', '') FROM again)
SELECT id, (SELECT count(*) FROM told) FROM again;

-- name: drop_message
UPDATE termwise.message SET state = 'dropped', sentence = $2, ended_at = termwise.instant()
WHERE id = $1 AND state IN ('waiting', 'refused', 'unknown') RETURNING id;

-- name: untold_failures
SELECT occurrence, message, coalesce(la_code, ''), job, period, coalesce(file, ''), state, sentence,
       (extract(epoch FROM ended_at) * 1000000)::bigint, attempts
FROM termwise.untold_failure ORDER BY ended_at;
