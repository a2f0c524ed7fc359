-- name: lock_revisions
-- Two programs that accept the same configuration at once: the second finds the first one's row.
SELECT pg_advisory_xact_lock(7426100002);

-- name: find_revision
SELECT id FROM termwise.settings_revision WHERE sha256 = $1::bytea;

-- name: add_revision
INSERT INTO termwise.settings_revision (sha256) VALUES ($1::bytea) RETURNING id;

-- name: add_settings_file
INSERT INTO termwise.settings_file (revision, ordinal, path, content) VALUES ($1, $2, $3, $4);

-- name: add_settings_plugin
INSERT INTO termwise.settings_plugin (revision, ordinal, name, sha256) VALUES ($1, $2, $3, $4::bytea);

-- name: read_revision
SELECT sha256 FROM termwise.settings_revision WHERE id = $1;

-- name: read_settings_files
SELECT path, content FROM termwise.settings_file WHERE revision = $1 ORDER BY ordinal;

-- name: read_settings_plugins
SELECT name, sha256 FROM termwise.settings_plugin WHERE revision = $1 ORDER BY ordinal;
