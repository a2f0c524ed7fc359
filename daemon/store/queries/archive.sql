-- name: add_archive_object
INSERT INTO termwise.archive_object (sha256, bytes, kind) VALUES ($1::bytea, $2, $3);

-- name: copy_archive_pieces
COPY termwise.archive_piece (sha256, ordinal, content) FROM STDIN (FORMAT binary)

-- name: find_archive_object
SELECT bytes FROM termwise.archive_object WHERE sha256 = $1::bytea;

-- name: read_archive_piece
SELECT content FROM termwise.archive_piece WHERE sha256 = $1::bytea AND ordinal = $2;

-- name: lock_plugins
-- Two programs that describe the same new plugin at once: the second finds the first one's row.
SELECT pg_advisory_xact_lock(7426100003);

-- name: find_plugin
SELECT manifest FROM termwise.plugin WHERE sha256 = $1::bytea;

-- name: add_plugin
INSERT INTO termwise.plugin (sha256, name, manifest) VALUES ($1::bytea, $2, $3::bytea);
