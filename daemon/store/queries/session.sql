-- name: schema_state
SELECT current_user::text AS role,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = 'termwise') AS schema_exists,
       EXISTS (SELECT FROM pg_roles WHERE rolname = 'termwise_daemon' AND pg_has_role(oid, 'MEMBER'))
         AS may_be_daemon;

-- name: set_up_session
SET ROLE termwise_daemon;
SET client_min_messages = error;
SET TimeZone = 'UTC';
SET bytea_output = 'hex';
SET search_path = pg_catalog;

-- name: allow_only_reading
SET default_transaction_read_only = on;

-- name: schema_version
SELECT coalesce(max(number), 0) FROM termwise.schema_migration;

-- name: limit_statements
SELECT set_config('statement_timeout', $1, false);
