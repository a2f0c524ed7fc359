-- name: server_version
SELECT current_setting('server_version_num')::integer, current_user::text, current_database()::text;

-- name: lock_migrations
-- Two programs that migrate at once: the second waits and finds nothing left to do. Held until the session ends.
SELECT pg_advisory_lock(7426100001);

-- name: is_migrated_at_all
SELECT EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
               WHERE nspname = 'termwise' AND relname = 'schema_migration');

-- name: applied_migrations
SELECT number, name, encode(sha256, 'hex') FROM termwise.schema_migration ORDER BY number;

-- name: record_migration
INSERT INTO termwise.schema_migration (number, name, sha256) VALUES ($1, $2, decode($3, 'hex'));
