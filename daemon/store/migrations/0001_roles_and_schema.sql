-- Who may do what, and the schema that everything lives in. This migration runs as the role that called
-- `termwise db migrate`; each later one becomes termwise_owner first.

DO $roles$
DECLARE
  wanted record;
BEGIN
  -- COPY into a table with row-level security needs BYPASSRLS, and only the reader's rows are to be limited.
  FOR wanted IN SELECT * FROM (VALUES ('termwise_owner', 'NOLOGIN'),
                                      ('termwise_daemon', 'NOLOGIN BYPASSRLS'),
                                      ('termwise_reader', 'NOLOGIN')) AS roles(name, attributes)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.attributes);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;  -- another database of this server is being migrated at the same moment
      END;
    END IF;
  END LOOP;
  IF NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = 'termwise_daemon') THEN
    RAISE insufficient_privilege USING MESSAGE = 'the role termwise_daemon lacks BYPASSRLS';
  END IF;
  FOR wanted IN SELECT * FROM (VALUES ('termwise_owner'), ('termwise_daemon')) AS roles(name)
  LOOP
    IF NOT pg_has_role(current_user, wanted.name, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted.name);
    END IF;
  END LOOP;
END
$roles$;

CREATE SCHEMA termwise AUTHORIZATION termwise_owner;

SET LOCAL ROLE termwise_owner;

COMMENT ON SCHEMA termwise IS 'Termwise: what publishers said about schools, and what the rules made of it.';
GRANT USAGE ON SCHEMA termwise TO termwise_daemon, termwise_reader;

CREATE TABLE termwise.schema_migration (
  number     integer PRIMARY KEY CHECK (number > 0),
  name       text NOT NULL CHECK (name <> ''),
  sha256     bytea NOT NULL CHECK (octet_length(sha256) = 32),
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE termwise.schema_migration IS 'The migrations that made this schema, each applied once.';
COMMENT ON COLUMN termwise.schema_migration.number IS 'Migrations run in this order, from 1, without a gap.';
COMMENT ON COLUMN termwise.schema_migration.name IS 'The file''s name without number and suffix.';
COMMENT ON COLUMN termwise.schema_migration.sha256 IS 'Of the file; a migration that was applied never changes.';
COMMENT ON COLUMN termwise.schema_migration.applied_at IS 'When its transaction ran.';
GRANT SELECT ON termwise.schema_migration TO termwise_daemon;

CREATE FUNCTION termwise.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'rows of %.% are never changed', TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$body$;
COMMENT ON FUNCTION termwise.refuse_change() IS 'Trigger: keeps what is immutable from being changed by anyone.';

-- Missing reasons as everywhere in Termwise: 0 present, 1 suppressed ... 8 unparseable.
CREATE FUNCTION termwise.value_is_sound(units bigint, scale smallint, reason smallint) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $body$
  SELECT CASE WHEN reason IS NULL THEN units IS NULL AND scale IS NULL
              WHEN reason = 0 THEN units IS NOT NULL AND scale IS NOT NULL AND scale BETWEEN 0 AND 9
              ELSE reason BETWEEN 1 AND 8 AND units IS NULL AND scale IS NULL END
$body$;
COMMENT ON FUNCTION termwise.value_is_sound(bigint, smallint, smallint) IS
  'A value in three columns is absent (all null), a number (units / 10^scale, reason 0), or missing for a reason.';

CREATE FUNCTION termwise.exact(units bigint, scale integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS $body$
  SELECT units * (ARRAY[1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001, 0.0000001, 0.00000001,
                        0.000000001]::numeric[])[scale + 1]
$body$;
COMMENT ON FUNCTION termwise.exact(bigint, integer) IS 'units / 10^scale with exactly that many decimals.';

CREATE FUNCTION termwise.missing_name(reason integer) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
  SELECT (ARRAY['suppressed', 'not_applicable', 'not_entered', 'not_published', 'low_coverage', 'new_school',
                'not_supplied', 'unparseable'])[reason]
$body$;
COMMENT ON FUNCTION termwise.missing_name(integer) IS 'The word for a missing reason; null for 0, a present value.';

CREATE FUNCTION termwise.year_label(summer integer) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
  SELECT (summer - 1)::text || '/' || lpad((summer % 100)::text, 2, '0')
$body$;
COMMENT ON FUNCTION termwise.year_label(integer) IS 'An academic year as people write it: 2017 is 2016/17.';

CREATE FUNCTION termwise.subject_kind_name(kind integer) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
  SELECT (ARRAY['school', 'la', 'national'])[kind]
$body$;
COMMENT ON FUNCTION termwise.subject_kind_name(integer) IS 'The word for a kind of subject.';
