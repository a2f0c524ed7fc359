-- Bytes kept for ever by their sha256: accepted files and plugin binaries.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.archive_object (
  sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
  bytes  bigint NOT NULL CHECK (bytes >= 0),
  kind   text NOT NULL CHECK (kind IN ('file', 'plugin'))
);
COMMENT ON TABLE termwise.archive_object IS 'Something kept byte for byte, so that any host can explain and replay.';
COMMENT ON COLUMN termwise.archive_object.sha256 IS 'Of the uncompressed bytes.';
COMMENT ON COLUMN termwise.archive_object.bytes IS 'Uncompressed.';
COMMENT ON COLUMN termwise.archive_object.kind IS 'file: an accepted input file. plugin: a plugin''s shared library.';

CREATE TABLE termwise.archive_piece (
  sha256  bytea NOT NULL REFERENCES termwise.archive_object,
  ordinal integer NOT NULL CHECK (ordinal > 0),
  content bytea NOT NULL,
  PRIMARY KEY (sha256, ordinal)
);
-- zstd has compressed it already.
ALTER TABLE termwise.archive_piece ALTER content SET STORAGE EXTERNAL;
COMMENT ON TABLE termwise.archive_piece IS 'The bytes of an archived object, in pieces, so that they stream.';
COMMENT ON COLUMN termwise.archive_piece.sha256 IS 'The object.';
COMMENT ON COLUMN termwise.archive_piece.ordinal IS 'From 1.';
COMMENT ON COLUMN termwise.archive_piece.content IS 'One zstd frame of at most 1 MiB uncompressed.';

CREATE TRIGGER immutable BEFORE UPDATE ON termwise.archive_object
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE ON termwise.archive_piece
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

GRANT SELECT, INSERT ON termwise.archive_object, termwise.archive_piece TO termwise_daemon;
