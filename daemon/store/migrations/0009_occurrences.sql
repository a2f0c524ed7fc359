-- What is due when, who has claimed it, and how each attempt ended. The row is the authority: a program that believes
-- something else about an occurrence may only stop sooner.

SET LOCAL ROLE termwise_owner;

-- Every due time, lease and pause is held against this one clock, the server's, and never against a program's own.
CREATE TABLE termwise.clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  shift    interval NOT NULL DEFAULT '0'
);
COMMENT ON TABLE termwise.clock IS 'By how much this database''s time differs from the server''s: nothing, except in rehearsals.';
COMMENT ON COLUMN termwise.clock.only_row IS 'There is one clock.';
COMMENT ON COLUMN termwise.clock.shift IS
  'Added to the server''s time, so that a school year can be rehearsed in seconds. Only the owner of the schema sets it.';
INSERT INTO termwise.clock DEFAULT VALUES;
GRANT SELECT ON termwise.clock TO termwise_daemon;

CREATE FUNCTION termwise.instant() RETURNS timestamptz LANGUAGE sql VOLATILE AS $body$
  SELECT clock_timestamp() + shift FROM termwise.clock
$body$;
COMMENT ON FUNCTION termwise.instant() IS 'Now, by the clock that all programs share.';

CREATE TABLE termwise.program (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL CHECK (name IN ('termwised', 'termwise')),
  host       text NOT NULL,
  process_id integer NOT NULL CHECK (process_id > 0),
  version    text NOT NULL,
  workers    smallint NOT NULL CHECK (workers > 0),
  lease      interval NOT NULL CHECK (lease > '0'),
  revision   bigint NOT NULL REFERENCES termwise.settings_revision,
  started_at timestamptz NOT NULL DEFAULT termwise.instant(),
  seen_at    timestamptz NOT NULL DEFAULT termwise.instant(),
  stopped_at timestamptz
);
COMMENT ON TABLE termwise.program IS 'A process that claims work: a daemon, or a command line that runs a job.';
COMMENT ON COLUMN termwise.program.id IS 'Its number; each start is a new one.';
COMMENT ON COLUMN termwise.program.name IS 'termwised or termwise.';
COMMENT ON COLUMN termwise.program.host IS 'The machine''s name.';
COMMENT ON COLUMN termwise.program.process_id IS 'On that machine.';
COMMENT ON COLUMN termwise.program.version IS 'Of Termwise.';
COMMENT ON COLUMN termwise.program.workers IS 'How many jobs it runs at the same time.';
COMMENT ON COLUMN termwise.program.lease IS 'How long its claims stand without a sign of life.';
COMMENT ON COLUMN termwise.program.revision IS 'The configuration it works by.';
COMMENT ON COLUMN termwise.program.started_at IS 'When it started.';
COMMENT ON COLUMN termwise.program.seen_at IS 'Its latest sign of life.';
COMMENT ON COLUMN termwise.program.stopped_at IS 'When it stopped as it should; null while it runs, or where it was killed.';

CREATE TABLE termwise.active_revision (
  la_code      text PRIMARY KEY CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  revision     bigint NOT NULL REFERENCES termwise.settings_revision,
  activated_at timestamptz NOT NULL DEFAULT termwise.instant()
);
COMMENT ON TABLE termwise.active_revision IS
  'By which configuration each LA is planned and run; a daemon with another one leaves that LA alone.';
COMMENT ON COLUMN termwise.active_revision.la_code IS 'For which LA.';
COMMENT ON COLUMN termwise.active_revision.revision IS 'The configuration.';
COMMENT ON COLUMN termwise.active_revision.activated_at IS 'Since when.';

CREATE TABLE termwise.schedule (
  la_code      text NOT NULL,
  schedule     text NOT NULL CHECK (schedule <> ''),
  job          text NOT NULL CHECK (job <> ''),
  rule         text NOT NULL,
  revision     bigint NOT NULL REFERENCES termwise.settings_revision,
  planned_from timestamptz NOT NULL DEFAULT termwise.instant(),
  last_batch   bigint NOT NULL,
  removed_at   timestamptz,
  follows_ingest boolean NOT NULL,
  after_jobs   text[] NOT NULL,
  catch_up     text NOT NULL CHECK (catch_up IN ('latest', 'all', 'none')),
  overlap      text NOT NULL CHECK (overlap IN ('wait', 'skip')),
  time_window  interval NOT NULL CHECK (time_window > '0'),
  attempts     smallint NOT NULL CHECK (attempts BETWEEN 1 AND 20),
  timeout      interval NOT NULL CHECK (timeout > '0'),
  PRIMARY KEY (la_code, schedule)
);
COMMENT ON TABLE termwise.schedule IS 'A schedule as the active configuration has it, and from when on it counts.';
COMMENT ON COLUMN termwise.schedule.la_code IS 'Of which LA.';
COMMENT ON COLUMN termwise.schedule.schedule IS 'Its name in the LA''s file.';
COMMENT ON COLUMN termwise.schedule.job IS 'For example floor-check.';
COMMENT ON COLUMN termwise.schedule.rule IS 'When, as the LA wrote it.';
COMMENT ON COLUMN termwise.schedule.revision IS 'By which configuration it was planned last.';
COMMENT ON COLUMN termwise.schedule.planned_from IS
  'When it was first planned. What would have been due before is not made up for.';
COMMENT ON COLUMN termwise.schedule.last_batch IS 'Up to which batch a schedule that follows ingest has looked.';
COMMENT ON COLUMN termwise.schedule.removed_at IS 'When the configuration no longer had it; null while it has.';
COMMENT ON COLUMN termwise.schedule.follows_ingest IS 'Whether it is due whenever data of the LA has been loaded.';
COMMENT ON COLUMN termwise.schedule.after_jobs IS 'Jobs of the LA that must not have failed.';
COMMENT ON COLUMN termwise.schedule.catch_up IS 'What becomes of missed runs.';
COMMENT ON COLUMN termwise.schedule.overlap IS 'What to do while the one before is still running.';
COMMENT ON COLUMN termwise.schedule.time_window IS 'For how long after its time a run is still worth making.';
COMMENT ON COLUMN termwise.schedule.attempts IS 'How often it may fail.';
COMMENT ON COLUMN termwise.schedule.timeout IS 'Of one attempt.';

CREATE TABLE termwise.occurrence (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  la_code      text CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  schedule     text NOT NULL CHECK (schedule <> ''),
  period_key   text NOT NULL CHECK (period_key <> ''),
  job          text NOT NULL CHECK (job <> ''),
  due_at       timestamptz NOT NULL,
  retry_at     timestamptz,
  revision     bigint NOT NULL REFERENCES termwise.settings_revision,
  after_jobs   text[] NOT NULL DEFAULT '{}',
  catch_up     text NOT NULL DEFAULT 'all' CHECK (catch_up IN ('latest', 'all', 'none')),
  overlap      text NOT NULL DEFAULT 'wait' CHECK (overlap IN ('wait', 'skip')),
  time_window  interval NOT NULL DEFAULT '366 days' CHECK (time_window > '0'),
  attempts     smallint NOT NULL DEFAULT 1 CHECK (attempts BETWEEN 1 AND 20),
  timeout      interval NOT NULL DEFAULT '1 hour' CHECK (timeout > '0'),
  academic_year  smallint CHECK (academic_year BETWEEN 1989 AND 2099),
  reference_date date,
  place        text,
  file         text,
  state        text NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'running', 'succeeded', 'failed', 'skipped', 'withdrawn')),
  token        bigint NOT NULL DEFAULT 0 CHECK (token >= 0),
  holder       bigint REFERENCES termwise.program,
  lease_until  timestamptz,
  failures     smallint NOT NULL DEFAULT 0 CHECK (failures >= 0),
  sentence     text NOT NULL DEFAULT '',
  ended_at     timestamptz,
  settled_at   timestamptz,
  UNIQUE NULLS NOT DISTINCT (la_code, schedule, period_key),
  CONSTRAINT running_is_held CHECK ((state = 'running') = (holder IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT only_running_is_held CHECK (state = 'running' OR num_nonnulls(holder, lease_until) = 0),
  CONSTRAINT running_has_a_token CHECK (state NOT IN ('running', 'succeeded', 'failed') OR token > 0),
  CONSTRAINT ended_has_a_time CHECK ((state IN ('succeeded', 'failed', 'skipped')) = (ended_at IS NOT NULL)),
  CONSTRAINT only_planned_waits CHECK (state = 'planned' OR retry_at IS NULL),
  CONSTRAINT what_did_not_run_says_why CHECK (state NOT IN ('skipped', 'withdrawn', 'failed') OR sentence <> ''),
  CONSTRAINT withdrawn_never_ran CHECK (state <> 'withdrawn' OR token = 0),
  CONSTRAINT only_failure_is_settled CHECK (state = 'failed' OR settled_at IS NULL),
  CONSTRAINT ingest_has_a_file CHECK ((job = 'ingest') = (file IS NOT NULL AND place IS NOT NULL))
);
COMMENT ON TABLE termwise.occurrence IS 'One time at which a job is to run, and what became of it.';
COMMENT ON COLUMN termwise.occurrence.id IS 'Its number.';
COMMENT ON COLUMN termwise.occurrence.la_code IS 'For which LA; null for a file that belongs to no one LA.';
COMMENT ON COLUMN termwise.occurrence.schedule IS
  'By which schedule; manual for a run asked for by hand, inbox for a file that arrived.';
COMMENT ON COLUMN termwise.occurrence.period_key IS
  'Names it within its schedule for ever, whatever its date: autumn 2026/27, 2026-11-23, batch 12.';
COMMENT ON COLUMN termwise.occurrence.job IS 'For example floor-check.';
COMMENT ON COLUMN termwise.occurrence.due_at IS 'When it should start; may move until it is first claimed.';
COMMENT ON COLUMN termwise.occurrence.retry_at IS 'Not to be claimed before, after an attempt that did not end it.';
COMMENT ON COLUMN termwise.occurrence.revision IS 'The configuration it was planned, later run, by.';
COMMENT ON COLUMN termwise.occurrence.after_jobs IS 'Jobs of the LA that must not have failed.';
COMMENT ON COLUMN termwise.occurrence.catch_up IS 'What becomes of it when it is missed.';
COMMENT ON COLUMN termwise.occurrence.overlap IS 'What to do while the one before is still running.';
COMMENT ON COLUMN termwise.occurrence.time_window IS 'For how long after due_at it is still worth running.';
COMMENT ON COLUMN termwise.occurrence.attempts IS 'How often it may fail.';
COMMENT ON COLUMN termwise.occurrence.timeout IS 'Of one attempt.';
COMMENT ON COLUMN termwise.occurrence.academic_year IS 'The summer of the year asked for; null: the latest with data.';
COMMENT ON COLUMN termwise.occurrence.reference_date IS 'Today, for the rules; null: the day it runs.';
COMMENT ON COLUMN termwise.occurrence.place IS 'Of ingest: the host and inbox where the file lies.';
COMMENT ON COLUMN termwise.occurrence.file IS 'Of ingest: the file''s path below the inbox.';
COMMENT ON COLUMN termwise.occurrence.state IS
  'planned, running, succeeded, failed, skipped (missed), or withdrawn (no longer in the plan).';
COMMENT ON COLUMN termwise.occurrence.token IS
  'Grows with each claim. Whoever writes for this occurrence must name the token of its own claim.';
COMMENT ON COLUMN termwise.occurrence.holder IS 'The program that has claimed it.';
COMMENT ON COLUMN termwise.occurrence.lease_until IS 'Until when the claim stands without a sign of life.';
COMMENT ON COLUMN termwise.occurrence.failures IS 'How many attempts have failed or were lost.';
COMMENT ON COLUMN termwise.occurrence.sentence IS 'How it ended or why it waits, for people.';
COMMENT ON COLUMN termwise.occurrence.ended_at IS 'When it succeeded, failed or was skipped.';
COMMENT ON COLUMN termwise.occurrence.settled_at IS
  'When a failure was made good; until then it holds back what comes after its job.';

CREATE INDEX occurrence_planned ON termwise.occurrence (due_at) WHERE state = 'planned';
CREATE INDEX occurrence_unsettled ON termwise.occurrence (job) WHERE state = 'failed' AND settled_at IS NULL;
-- Closes the race of two programs that claim two occurrences of one schedule at the same moment.
CREATE UNIQUE INDEX one_of_a_schedule_runs ON termwise.occurrence (la_code, schedule) NULLS NOT DISTINCT
  WHERE state = 'running' AND schedule <> 'manual';

-- What has ended has ended; a token never goes back. A run that was skipped because its date was wrong may be planned
-- again.
CREATE FUNCTION termwise.keep_occurrence() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF NEW.token < OLD.token OR (NEW.la_code, NEW.schedule, NEW.period_key) IS DISTINCT FROM
                              (OLD.la_code, OLD.schedule, OLD.period_key) THEN
    RAISE EXCEPTION 'an occurrence keeps its name, and its token only grows' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.ended_at IS NOT NULL AND (NEW.state, NEW.ended_at, NEW.token) IS DISTINCT FROM
                                  (OLD.state, OLD.ended_at, OLD.token)
     AND NOT (OLD.state = 'skipped' AND OLD.token = 0 AND NEW.state = 'planned') THEN
    RAISE EXCEPTION 'occurrence % has ended', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION termwise.keep_occurrence() IS 'Trigger: an occurrence ends once.';
CREATE TRIGGER ends_once BEFORE UPDATE ON termwise.occurrence
  FOR EACH ROW EXECUTE FUNCTION termwise.keep_occurrence();

CREATE TABLE termwise.attempt (
  occurrence        bigint NOT NULL REFERENCES termwise.occurrence,
  token             bigint NOT NULL CHECK (token > 0),
  program           bigint NOT NULL REFERENCES termwise.program,
  started_at        timestamptz NOT NULL DEFAULT termwise.instant(),
  finished_at       timestamptz,
  outcome           text NOT NULL DEFAULT 'running'
    CHECK (outcome IN ('running', 'succeeded', 'failed', 'lost', 'released')),
  sentence          text NOT NULL DEFAULT '',
  standard_error    bytea NOT NULL DEFAULT '',
  wall_milliseconds bigint NOT NULL DEFAULT 0 CHECK (wall_milliseconds >= 0),
  cpu_milliseconds  bigint NOT NULL DEFAULT 0 CHECK (cpu_milliseconds >= 0),
  peak_memory_bytes bigint NOT NULL DEFAULT 0 CHECK (peak_memory_bytes >= 0),
  PRIMARY KEY (occurrence, token),
  CONSTRAINT finished_when_not_running CHECK ((outcome = 'running') = (finished_at IS NULL))
);
COMMENT ON TABLE termwise.attempt IS 'One claim of an occurrence, written before its work starts.';
COMMENT ON COLUMN termwise.attempt.occurrence IS 'Of which occurrence.';
COMMENT ON COLUMN termwise.attempt.token IS 'The token of the claim; the first attempt is 1.';
COMMENT ON COLUMN termwise.attempt.program IS 'Who made it.';
COMMENT ON COLUMN termwise.attempt.started_at IS 'When it was claimed.';
COMMENT ON COLUMN termwise.attempt.finished_at IS 'When it ended, or was found to be lost.';
COMMENT ON COLUMN termwise.attempt.outcome IS
  'running, succeeded, failed, lost (its program went silent), or released (its program was told to stop).';
COMMENT ON COLUMN termwise.attempt.sentence IS 'The same for people.';
COMMENT ON COLUMN termwise.attempt.standard_error IS 'The last lines that the plugin host wrote there.';
COMMENT ON COLUMN termwise.attempt.wall_milliseconds IS 'Of its plugin hosts together, from spawn to end.';
COMMENT ON COLUMN termwise.attempt.cpu_milliseconds IS 'Processor time of its plugin hosts together.';
COMMENT ON COLUMN termwise.attempt.peak_memory_bytes IS 'The most memory that one of its plugin hosts had resident.';
CREATE UNIQUE INDEX one_attempt_at_a_time ON termwise.attempt (occurrence) WHERE outcome = 'running';

ALTER TABLE termwise.run
  ADD COLUMN occurrence bigint REFERENCES termwise.occurrence,
  ADD COLUMN succession bigint UNIQUE,
  ADD CONSTRAINT one_run_a_plugin UNIQUE (occurrence, plugin);
COMMENT ON COLUMN termwise.run.occurrence IS
  'Of which occurrence; all its attempts share the run. Null for runs from before there were occurrences.';
COMMENT ON COLUMN termwise.run.succession IS
  'Its place in the order in which runs succeeded: of two for the same LA, year and rule, the higher one counts.';
UPDATE termwise.run SET succession = id WHERE state = 'succeeded';
ALTER TABLE termwise.run
  ADD CONSTRAINT success_has_its_place CHECK ((state = 'succeeded') = (succession IS NOT NULL));
CREATE SEQUENCE termwise.run_succession;
COMMENT ON SEQUENCE termwise.run_succession IS 'Gives run.succession.';
SELECT setval('termwise.run_succession', coalesce(max(succession), 0) + 1, false) FROM termwise.run;

CREATE FUNCTION termwise.keep_success() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'run % has succeeded', OLD.id USING ERRCODE = 'restrict_violation';
END
$body$;
COMMENT ON FUNCTION termwise.keep_success() IS 'Trigger: a run that has succeeded is never changed.';
CREATE TRIGGER success_stays BEFORE UPDATE ON termwise.run
  FOR EACH ROW WHEN (OLD.state = 'succeeded') EXECUTE FUNCTION termwise.keep_success();

CREATE OR REPLACE VIEW termwise.current_finding WITH (security_invoker = true) AS
  SELECT run.la_code, termwise.year_label(run.academic_year) AS academic_year, finding.rule,
         served.version AS rule_version, termwise.subject_kind_name(finding.subject_kind) AS subject_kind,
         finding.subject, finding.subject_name, finding.outcome, finding.reason, finding.notes, finding.basis,
         finding.sentence, finding.run, finding.ordinal
  FROM (SELECT DISTINCT ON (run.la_code, run.academic_year, run_rule.rule)
               run.id, run_rule.rule, run_rule.version
        FROM termwise.run JOIN termwise.run_rule ON run_rule.run = run.id
        WHERE run.state = 'succeeded'
        ORDER BY run.la_code, run.academic_year, run_rule.rule, run.succession DESC) AS served
  JOIN termwise.run ON run.id = served.id
  JOIN termwise.finding ON finding.run = served.id AND finding.rule = served.rule;

-- A day as people in London write it: 14 December 2018.
CREATE FUNCTION termwise.london_day(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $body$
  SELECT to_char(moment AT TIME ZONE 'Europe/London', 'FMDD FMMonth YYYY')
$body$;
COMMENT ON FUNCTION termwise.london_day(timestamptz) IS 'The day in London, for sentences.';

-- The graph of jobs. A file that belongs to no one LA concerns every LA.
CREATE FUNCTION termwise.held_back(item termwise.occurrence) RETURNS text LANGUAGE sql STABLE COST 10000 AS $body$
  SELECT coalesce(
    (SELECT CASE WHEN before.state = 'failed' THEN
        format('It is held back because %s of %s failed: %s Stale, last good data of %s.', before.job,
               coalesce(before.file, before.period_key), before.sentence,
               coalesce((SELECT termwise.london_day(max(batch.committed_at)) FROM termwise.batch
                         WHERE EXISTS (SELECT FROM termwise.record
                                       WHERE record.batch = batch.id AND record.la_code = item.la_code)),
                        'no day at all'))
      ELSE format('It waits until %s of %s has ended.', before.job, coalesce(before.file, before.period_key)) END
     FROM termwise.occurrence AS before
     WHERE before.job = ANY (item.after_jobs) AND before.id <> item.id
       AND (before.la_code IS NULL OR before.la_code = item.la_code)
       -- Nothing is waited for longer than this is worth running.
       AND coalesce(before.ended_at, before.due_at) > (SELECT termwise.instant()) - item.time_window
       AND (before.state = 'failed' AND before.settled_at IS NULL
            OR before.state = 'running'
            OR before.state = 'planned' AND before.due_at <= greatest(item.due_at, (SELECT termwise.instant())))
     ORDER BY before.state <> 'failed', before.due_at, before.id LIMIT 1),
    (SELECT format('It waits until the one before it (%s) has ended.', same.period_key)
     FROM termwise.occurrence AS same
     WHERE same.la_code IS NOT DISTINCT FROM item.la_code AND same.schedule = item.schedule
       AND item.schedule <> 'manual' AND same.state = 'running' AND same.id <> item.id),
    -- "all" promises their order: without this, of two programs that claim at the same moment the one with the later
    -- occurrence may be the faster. Files have no order.
    (SELECT format('It waits until the one before it (%s) has ended.', earlier.period_key)
     FROM termwise.occurrence AS earlier
     WHERE item.catch_up = 'all' AND item.schedule NOT IN ('manual', 'inbox') AND earlier.state = 'planned'
       AND earlier.due_at <= item.due_at AND (earlier.due_at, earlier.id) < (item.due_at, item.id)
       AND earlier.la_code IS NOT DISTINCT FROM item.la_code AND earlier.schedule = item.schedule
     ORDER BY earlier.due_at, earlier.id LIMIT 1))
$body$;
COMMENT ON FUNCTION termwise.held_back(termwise.occurrence) IS
  'Why an occurrence may not start although it is due; null if it may.';

CREATE FUNCTION termwise.missed(item termwise.occurrence) RETURNS text LANGUAGE sql VOLATILE COST 10000 AS $body$
  SELECT coalesce(
    (SELECT format('It was due on %s and could not be run within %s days. %s', termwise.london_day(item.due_at),
                   ceil(extract(epoch FROM item.time_window) / 86400)::bigint,
                   coalesce(termwise.held_back(item), 'No daemon was free to run it.'))
     WHERE item.due_at + item.time_window < termwise.instant()),
    (SELECT format('It was not started within 15 minutes of its time on %s, and catch_up is none.',
                   termwise.london_day(item.due_at))
     WHERE item.catch_up = 'none' AND item.token = 0 AND item.due_at < termwise.instant() - interval '15 minutes'),
    (SELECT format('The one of %s is due as well and stands for this one, since catch_up is latest.', later.period_key)
     FROM termwise.occurrence AS later
     WHERE item.catch_up = 'latest' AND later.la_code IS NOT DISTINCT FROM item.la_code
       AND later.schedule = item.schedule AND later.state IN ('planned', 'running')
       AND later.due_at <= (SELECT termwise.instant())
       AND (later.due_at, later.id) > (item.due_at, item.id)
     ORDER BY later.due_at DESC, later.id DESC LIMIT 1),
    (SELECT format('The one before it (%s) was still running, and overlap is skip.', same.period_key)
     FROM termwise.occurrence AS same
     WHERE item.overlap = 'skip' AND item.token = 0 AND same.la_code IS NOT DISTINCT FROM item.la_code
       AND same.schedule = item.schedule AND same.state = 'running' LIMIT 1))
$body$;
COMMENT ON FUNCTION termwise.missed(termwise.occurrence) IS
  'Why an occurrence that is due is not to be run any more; null if it is.';

ALTER TABLE termwise.occurrence ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_las ON termwise.occurrence FOR SELECT TO termwise_reader
  USING (la_code IS NULL OR la_code = ANY (ARRAY(SELECT la_code FROM termwise.reader_la)));
ALTER TABLE termwise.attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_occurrences ON termwise.attempt FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.occurrence WHERE occurrence.id = attempt.occurrence));
GRANT SELECT ON termwise.occurrence, termwise.attempt TO termwise_reader;

GRANT SELECT, INSERT, UPDATE ON termwise.program, termwise.active_revision, termwise.schedule, termwise.occurrence,
  termwise.attempt TO termwise_daemon;
GRANT USAGE ON SEQUENCE termwise.run_succession TO termwise_daemon;
GRANT UPDATE (academic_year, reference_date, plugin_sha256, revision, highest_batch, snapshot_sha256, image_format,
  started_at, succession) ON termwise.run TO termwise_daemon;
-- Of a run that is tried again; findings refer to the rules of one that has succeeded.
GRANT DELETE ON termwise.run_parameter, termwise.run_rule TO termwise_daemon;
