-- name: note_crash
-- The first crash is watched, the second one holds the plugin; later ones change nothing.
INSERT INTO termwise.quarantine AS known (plugin_sha256, la_code, job, first_run)
SELECT plugin_sha256, la_code, job, id FROM termwise.run WHERE id = $1::bigint AND plugin_sha256 IS NOT NULL
ON CONFLICT (plugin_sha256, la_code, job) WHERE released_at IS NULL DO UPDATE
SET second_run = EXCLUDED.first_run, since = termwise.instant() WHERE known.since IS NULL;

-- name: forget_crash
-- After a success; one that was already running when the plugin was put into quarantine does not lift it.
DELETE FROM termwise.quarantine AS known USING termwise.run
WHERE run.id = $1::bigint AND known.plugin_sha256 = run.plugin_sha256 AND known.la_code = run.la_code
  AND known.job = run.job AND known.since IS NULL;

-- name: find_quarantine
SELECT plugin.name, held.plugin_sha256, held.la_code, held.job, held.first_run, held.second_run,
       (extract(epoch FROM held.since) * 1000000)::bigint
FROM termwise.quarantine AS held JOIN termwise.plugin ON plugin.sha256 = held.plugin_sha256
WHERE held.plugin_sha256 = $1::bytea AND held.la_code = $2 AND held.job = $3
  AND held.since IS NOT NULL AND held.released_at IS NULL;

-- name: list_quarantine
SELECT plugin.name, held.plugin_sha256, held.la_code, held.job, held.first_run, held.second_run,
       (extract(epoch FROM held.since) * 1000000)::bigint
FROM termwise.quarantine AS held JOIN termwise.plugin ON plugin.sha256 = held.plugin_sha256
WHERE held.since IS NOT NULL AND held.released_at IS NULL
ORDER BY plugin.name, held.la_code, held.job, held.id;

-- name: release_quarantine
UPDATE termwise.quarantine AS held SET released_at = termwise.instant(), released_by = $3
FROM termwise.plugin
WHERE plugin.sha256 = held.plugin_sha256 AND plugin.name = $1 AND ($2::text IS NULL OR held.job = $2::text)
  AND held.since IS NOT NULL AND held.released_at IS NULL
RETURNING plugin.name, held.plugin_sha256, held.la_code, held.job, held.first_run, held.second_run,
          (extract(epoch FROM held.since) * 1000000)::bigint;
