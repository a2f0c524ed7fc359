-- Accepted configurations. Runs and batches refer to them, so they are never changed or removed.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.settings_revision (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sha256      bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
  accepted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE termwise.settings_revision IS 'One accepted configuration; the same one again is the same row.';
COMMENT ON COLUMN termwise.settings_revision.id IS 'Its number.';
COMMENT ON COLUMN termwise.settings_revision.sha256 IS
  'Over every file''s path and content and every plugin''s name and hash, in order.';
COMMENT ON COLUMN termwise.settings_revision.accepted_at IS 'When it was first accepted.';

CREATE TABLE termwise.settings_file (
  revision bigint NOT NULL REFERENCES termwise.settings_revision,
  ordinal  integer NOT NULL CHECK (ordinal > 0),
  path     text NOT NULL CHECK (path <> ''),
  content  text NOT NULL,
  PRIMARY KEY (revision, ordinal),
  UNIQUE (revision, path)
);
COMMENT ON TABLE termwise.settings_file IS 'A configuration file as it was accepted. Secrets are never among them.';
COMMENT ON COLUMN termwise.settings_file.revision IS 'Of which revision.';
COMMENT ON COLUMN termwise.settings_file.ordinal IS 'Its place, from 1.';
COMMENT ON COLUMN termwise.settings_file.path IS 'Relative to the configuration directory: las/886.toml.';
COMMENT ON COLUMN termwise.settings_file.content IS 'TOML, whole.';

CREATE TABLE termwise.settings_plugin (
  revision bigint NOT NULL REFERENCES termwise.settings_revision,
  ordinal  integer NOT NULL CHECK (ordinal > 0),
  name     text NOT NULL CHECK (name <> ''),
  sha256   bytea NOT NULL CHECK (octet_length(sha256) = 32),
  PRIMARY KEY (revision, ordinal),
  UNIQUE (revision, name)
);
COMMENT ON TABLE termwise.settings_plugin IS 'A plugin file as it was when the configuration was accepted.';
COMMENT ON COLUMN termwise.settings_plugin.revision IS 'Of which revision.';
COMMENT ON COLUMN termwise.settings_plugin.ordinal IS 'Its place, from 1.';
COMMENT ON COLUMN termwise.settings_plugin.name IS 'For example kent.';
COMMENT ON COLUMN termwise.settings_plugin.sha256 IS 'Of the shared library.';

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON termwise.settings_revision
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON termwise.settings_file
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON termwise.settings_plugin
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

GRANT SELECT, INSERT ON termwise.settings_revision, termwise.settings_file, termwise.settings_plugin
  TO termwise_daemon;
