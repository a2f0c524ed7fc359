-- Plugins that crash are not run again and again.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.quarantine (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plugin_sha256 bytea NOT NULL REFERENCES termwise.plugin,
  la_code       text NOT NULL CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  job           text NOT NULL CHECK (job <> ''),
  first_run     bigint NOT NULL REFERENCES termwise.run,
  first_at      timestamptz NOT NULL DEFAULT termwise.instant(),
  second_run    bigint REFERENCES termwise.run,
  since         timestamptz,
  released_at   timestamptz,
  released_by   text CHECK (released_by <> ''),
  CONSTRAINT two_crashes_make_it CHECK ((second_run IS NULL) = (since IS NULL)),
  CONSTRAINT only_what_is_held_is_released CHECK (released_at IS NULL OR since IS NOT NULL),
  CONSTRAINT somebody_releases CHECK ((released_at IS NULL) = (released_by IS NULL))
);
COMMENT ON TABLE termwise.quarantine IS
  'A plugin binary that has crashed in a job of an LA: once, and it is watched; again without a success between, and it is not run there until somebody releases it.';
COMMENT ON COLUMN termwise.quarantine.id IS 'Its number.';
COMMENT ON COLUMN termwise.quarantine.plugin_sha256 IS 'Exactly which binary; another of the same name is not held.';
COMMENT ON COLUMN termwise.quarantine.la_code IS
  'For which LA: its data may be what makes the plugin crash, and others that use it go on.';
COMMENT ON COLUMN termwise.quarantine.job IS 'In which job, for example floor-check.';
COMMENT ON COLUMN termwise.quarantine.first_run IS 'The run of the first crash.';
COMMENT ON COLUMN termwise.quarantine.first_at IS 'When that was.';
COMMENT ON COLUMN termwise.quarantine.second_run IS
  'The run of the second crash, the same where it was tried again; null: there was one so far.';
COMMENT ON COLUMN termwise.quarantine.since IS 'Since when it is in quarantine; null: it is only watched.';
COMMENT ON COLUMN termwise.quarantine.released_at IS 'When it was released; null: not.';
COMMENT ON COLUMN termwise.quarantine.released_by IS 'Who released it.';
-- Two daemons that see it crash at once count the same crashes.
CREATE UNIQUE INDEX one_quarantine ON termwise.quarantine (plugin_sha256, la_code, job) WHERE released_at IS NULL;

CREATE FUNCTION termwise.keep_quarantine() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.since IS NOT NULL THEN
      RAISE EXCEPTION 'a quarantine is released, and stays as history' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.released_at IS NOT NULL OR OLD.since IS NOT NULL AND NEW.since IS DISTINCT FROM OLD.since THEN
    RAISE EXCEPTION 'quarantine % stays as it was written', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION termwise.keep_quarantine() IS 'Trigger: what was held and who released it is history.';
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON termwise.quarantine
  FOR EACH ROW EXECUTE FUNCTION termwise.keep_quarantine();

GRANT SELECT, INSERT, DELETE ON termwise.quarantine TO termwise_daemon;
GRANT UPDATE (second_run, since, released_at, released_by) ON termwise.quarantine TO termwise_daemon;
