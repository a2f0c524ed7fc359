-- name: add_links
SELECT termwise.add_links($1, '{}'::jsonb);

-- name: link_statements
-- All that is said of these schools, from either end. Of the files of one layout the latest that speaks of a school counts
-- for it, whole: what it no longer says has been withdrawn.
WITH asked AS MATERIALIZED (SELECT unnest($1::bigint[]) AS urn),
touching AS MATERIALIZED (
  SELECT link.batch, link.line FROM asked JOIN termwise.school_link AS link USING (urn) WHERE link.batch <= $2
  UNION
  SELECT link.batch, link.line FROM asked JOIN termwise.school_link AS link ON link.linked_urn = asked.urn
  WHERE link.batch <= $2)
SELECT link.urn, link.linked_urn, link.role, link.kind, to_char(link.linked_on, 'YYYY-MM-DD'), link.batch, link.line
FROM touching
JOIN termwise.school_link AS link USING (batch, line)
JOIN termwise.batch ON batch.id = link.batch
WHERE NOT EXISTS (
  SELECT FROM termwise.school_link AS later JOIN termwise.batch AS newer ON newer.id = later.batch
  WHERE later.urn = link.urn AND later.batch <= $2 AND newer.layout = batch.layout
    AND (later.academic_year, later.batch) > (link.academic_year, link.batch))
ORDER BY link.batch, link.line;

-- name: registered_schools
-- As the latest list of schools has them; each LATERAL is one look into record_of_school.
WITH place AS (
  SELECT max(position) FILTER (WHERE name = 'type') AS type, max(position) FILTER (WHERE name = 'status') AS status,
         max(position) FILTER (WHERE name = 'closed_on') AS closed_on
  FROM termwise.dataset_attribute WHERE dataset = $3),
release AS MATERIALIZED (
  SELECT DISTINCT generate_series(first_year::integer, academic_year::integer)::smallint AS academic_year
  FROM termwise.batch WHERE dataset = $3 AND id <= $2)
SELECT asked.urn, newest.attributes[place.type], newest.attributes[place.status], newest.attributes[place.closed_on]
FROM unnest($1::bigint[]) AS asked(urn)
CROSS JOIN place
CROSS JOIN LATERAL (
  SELECT latest.attributes
  FROM release
  CROSS JOIN LATERAL (
    SELECT academic_year, batch, attributes FROM termwise.record
    WHERE subject_kind = 1 AND academic_year = release.academic_year AND subject = asked.urn AND dataset = $3
      AND item = '' AND batch <= $2
    ORDER BY batch DESC LIMIT 1) AS latest
  ORDER BY latest.academic_year DESC LIMIT 1) AS newest
ORDER BY asked.urn;

-- name: names_of_schools
-- Of each school the latest name, of a list of schools where one has it; each LATERAL is one look into record_of_school.
WITH release AS MATERIALIZED (
  SELECT DISTINCT batch.dataset, named.position,
         generate_series(first_year::integer, academic_year::integer)::smallint AS academic_year
  FROM termwise.batch JOIN termwise.dataset_attribute AS named ON named.dataset = batch.dataset AND named.name = 'name'
  WHERE id <= $2)
SELECT DISTINCT ON (asked.urn) asked.urn, newest.attributes[release.position]
FROM unnest($1::bigint[]) AS asked(urn)
CROSS JOIN release
CROSS JOIN LATERAL (
  SELECT attributes FROM termwise.record
  WHERE subject_kind = 1 AND academic_year = release.academic_year AND subject = asked.urn
    AND record.dataset = release.dataset AND batch <= $2
  ORDER BY batch DESC LIMIT 1) AS newest
WHERE newest.attributes[release.position] IS NOT NULL
ORDER BY asked.urn, release.dataset = $3 DESC, release.academic_year DESC, release.dataset;
