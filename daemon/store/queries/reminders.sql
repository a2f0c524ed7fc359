-- name: copy_reminders
COPY termwise.reminder_said (run, ordinal, rule, subject_kind, subject, person, item, reference_date, subject_name,
  outcome, reason, notes, raised_on, level, level_since, next_on, closed_on, role, addressee, sentence)
FROM STDIN (FORMAT binary)

-- name: copy_reminder_predicates
COPY termwise.reminder_predicate (run, reminder, ordinal, measure, academic_year, operator, truth, observed_units,
  observed_scale, observed_reason, threshold_units, threshold_scale, threshold_reason, observed_text, threshold_text,
  source, in_force, confidence, of_urn, evidence_file, evidence_line, evidence_column, evidence_column_name)
FROM STDIN (FORMAT binary)

-- name: lock_reminders
-- Before the merge, whose parts all see the register as it was: of two runs that end at the same moment one waits.
SELECT count(*) FROM (
  SELECT FROM termwise.reminder
  WHERE la_code = (SELECT la_code FROM termwise.run WHERE id = $1::bigint)
    AND rule IN (SELECT rule FROM termwise.run_rule WHERE run = $1::bigint) FOR UPDATE) AS locked;

-- name: merge_reminders
-- The register after a run: what it gave is as it says, unless somebody has waived it; what it no longer gives of the rules
-- that it served has become pointless.
WITH this AS (
  SELECT run.id, run.la_code, run.academic_year, run.reference_date FROM termwise.run WHERE run.id = $1::bigint),
said AS (
  SELECT said.*, this.la_code, this.academic_year,
         CASE WHEN said.closed_on IS NULL THEN 'open' ELSE 'done' END AS state
  FROM termwise.reminder_said AS said JOIN this ON said.run = this.id),
before AS (
  SELECT known.* FROM termwise.reminder AS known JOIN this USING (la_code)
  WHERE known.rule IN (SELECT rule FROM termwise.run_rule WHERE run = $1::bigint)),
merged AS (
  INSERT INTO termwise.reminder AS known (la_code, academic_year, rule, subject_kind, subject, person, item,
    reference_date, run, ordinal, level, state, ended_on)
  SELECT la_code, academic_year, rule, subject_kind, subject, person, item, reference_date, run, ordinal, level, state,
         closed_on
  FROM said
  ON CONFLICT (la_code, rule, subject_kind, subject, person, item, reference_date) DO UPDATE
  SET run = EXCLUDED.run, ordinal = EXCLUDED.ordinal, level = EXCLUDED.level,
      state = CASE WHEN known.state = 'waived' AND EXCLUDED.state = 'open' THEN 'waived' ELSE EXCLUDED.state END,
      ended_on = CASE WHEN known.state = 'waived' AND EXCLUDED.state = 'open' THEN known.ended_on
                      ELSE EXCLUDED.ended_on END,
      snoozed_until = CASE WHEN EXCLUDED.state = 'open' AND known.state = 'open' THEN known.snoozed_until END
  RETURNING id, level, state),
gone AS (
  UPDATE termwise.reminder AS known SET state = 'withdrawn', ended_on = this.reference_date, snoozed_until = NULL
  FROM before CROSS JOIN this
  WHERE known.id = before.id AND before.state = 'open' AND before.academic_year = this.academic_year
    AND NOT EXISTS (SELECT FROM said
                    WHERE (said.rule, said.subject_kind, said.subject, said.person, said.item, said.reference_date) =
                          (before.rule, before.subject_kind, before.subject, before.person, before.item,
                           before.reference_date))
  RETURNING known.id, known.level),
happened AS (
  SELECT merged.id, merged.level, what.kind
  FROM merged LEFT JOIN before USING (id)
  CROSS JOIN LATERAL (
    SELECT 'raised' AS kind, 1 AS place WHERE before.id IS NULL
    UNION ALL SELECT 'reopened', 2 WHERE merged.state = 'open' AND before.state IN ('done', 'withdrawn')
    UNION ALL SELECT 'escalated', 3 WHERE merged.state = 'open' AND merged.level > coalesce(before.level, 1)
    UNION ALL SELECT 'done', 4 WHERE merged.state = 'done' AND before.state IS DISTINCT FROM 'done') AS what
  UNION ALL SELECT gone.id, gone.level, 'withdrawn' FROM gone)
INSERT INTO termwise.reminder_event (reminder, kind, level, run)
SELECT id, kind, level, $1::bigint FROM happened
ORDER BY id, CASE kind WHEN 'raised' THEN 1 WHEN 'reopened' THEN 2 WHEN 'escalated' THEN 3 ELSE 4 END;

-- name: list_reminders
SELECT reminder.id, reminder.la_code, reminder.rule, reminder.subject_kind, reminder.subject, reminder.person,
       said.subject_name, reminder.item, to_char(reminder.reference_date, 'YYYY-MM-DD'), reminder.state, said.reason,
       reminder.level, to_char(said.raised_on, 'YYYY-MM-DD'), to_char(said.level_since, 'YYYY-MM-DD'),
       to_char(said.next_on, 'YYYY-MM-DD'), to_char(reminder.ended_on, 'YYYY-MM-DD'),
       to_char(reminder.snoozed_until, 'YYYY-MM-DD'), said.role, said.addressee, said.sentence, reminder.run,
       termwise.year_label(reminder.academic_year)
FROM termwise.reminder JOIN termwise.reminder_said AS said USING (run, ordinal)
WHERE ($1::text IS NULL OR reminder.la_code = $1::text) AND ($2::text IS NULL OR reminder.rule = $2::text)
  AND ($3::text IS NULL OR said.role = $3::text) AND ($4::bigint IS NULL OR reminder.id = $4::bigint)
  AND ($5::boolean OR reminder.state = 'open')
ORDER BY reminder.la_code, reminder.state <> 'open', reminder.level DESC, said.raised_on, reminder.rule,
         said.subject_name, reminder.id;

-- name: reminder_news
-- What became of an LA's reminders after an event. What was raised and is over by now was never told of, and is not. What
-- slept in between and does no longer is news again.
WITH since AS (
  SELECT event.reminder, max(event.id) AS latest, bool_or(event.kind = 'raised') AS is_new
  FROM termwise.reminder_event AS event WHERE event.id > $2::bigint AND event.kind <> 'snoozed' GROUP BY event.reminder)
SELECT reminder.id, reminder.la_code, reminder.rule, reminder.subject_kind, reminder.subject, reminder.person,
       said.subject_name, reminder.item, to_char(reminder.reference_date, 'YYYY-MM-DD'), reminder.state, said.reason,
       reminder.level, to_char(said.raised_on, 'YYYY-MM-DD'), to_char(said.level_since, 'YYYY-MM-DD'),
       to_char(said.next_on, 'YYYY-MM-DD'), to_char(reminder.ended_on, 'YYYY-MM-DD'),
       to_char(reminder.snoozed_until, 'YYYY-MM-DD'), said.role, said.addressee, said.sentence, reminder.run,
       termwise.year_label(reminder.academic_year),
       coalesce(event.kind, 'open')
FROM termwise.reminder JOIN termwise.reminder_said AS said USING (run, ordinal)
LEFT JOIN since ON since.reminder = reminder.id
LEFT JOIN termwise.reminder_event AS event ON event.id = since.latest
WHERE reminder.la_code = $1
  AND (reminder.snoozed_until IS NULL OR reminder.snoozed_until <= $3::date)
  AND (event.id IS NOT NULL AND (reminder.state = 'open' OR NOT since.is_new)
       OR reminder.state = 'open' AND reminder.snoozed_until > $4::date)
ORDER BY reminder.state <> 'open', reminder.level DESC, said.raised_on, reminder.rule, said.subject_name, reminder.id;

-- name: reminders_open
SELECT count(*) FILTER (WHERE state = 'open' AND (snoozed_until IS NULL OR snoozed_until <= $2::date)),
       coalesce((SELECT max(event.id) FROM termwise.reminder_event AS event), 0)
FROM termwise.reminder WHERE la_code = $1;

-- name: reminder_evidence
SELECT predicate.run, predicate.reminder, measure, predicate.academic_year, operator, truth, observed_units,
       observed_scale, observed_reason, threshold_units, threshold_scale, threshold_reason, observed_text,
       threshold_text, source, in_force, confidence, evidence_file, evidence_line, evidence_column,
       evidence_column_name, of_urn
FROM termwise.reminder
JOIN termwise.reminder_predicate AS predicate
  ON predicate.run = reminder.run AND predicate.reminder = reminder.ordinal
WHERE reminder.id = $1 ORDER BY predicate.ordinal;

-- name: reminder_events
SELECT (extract(epoch FROM at) * 1000000)::bigint, kind, level, run, coalesce(author, ''), coalesce(reason, ''),
       to_char(until, 'YYYY-MM-DD')
FROM termwise.reminder_event WHERE reminder = $1 ORDER BY id;

-- name: snooze_reminder
WITH slept AS (
  UPDATE termwise.reminder SET snoozed_until = $2::date WHERE id = $1 AND state = 'open' RETURNING id, level)
INSERT INTO termwise.reminder_event (reminder, kind, level, author, reason, until)
SELECT id, 'snoozed', level, $3, $4, $2::date FROM slept RETURNING reminder;

-- name: waive_reminder
WITH waived AS (
  UPDATE termwise.reminder SET state = 'waived', ended_on = $2::date, snoozed_until = NULL
  WHERE id = $1 AND state = 'open' RETURNING id, level)
INSERT INTO termwise.reminder_event (reminder, kind, level, author, reason)
SELECT id, 'waived', level, $3, $4 FROM waived RETURNING reminder;
