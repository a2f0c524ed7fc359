-- name: latest_pupils
-- Of each pupil of a school that the file of its row put into the LA, the row of the highest batch. By school and pseudonym, so
-- that the order says nothing of the file's.
WITH school AS MATERIALIZED (
  SELECT DISTINCT urn FROM termwise.pupil_record
  WHERE dataset = $1 AND la_code = $2 AND academic_year = $3 AND batch <= $4 AND ($5::integer IS NULL OR urn = $5::integer))
SELECT newest.urn, newest.batch,
       ARRAY(SELECT CASE WHEN CASE WHEN p > 0 THEN termwise.pupil_reason(newest.reasons, p) ELSE 7 END = 0
                         THEN termwise.packed_value(newest."values", p) ELSE 0 END
             FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p > 0 THEN termwise.pupil_reason(newest.reasons, p) ELSE 7 END
             FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n)
FROM (
  SELECT DISTINCT ON (urn, pupil) urn, pupil, la_code, batch, "values", reasons
  FROM termwise.pupil_record
  WHERE dataset = $1 AND academic_year = $3 AND batch <= $4 AND urn IN (SELECT urn FROM school)
  ORDER BY urn, pupil, batch DESC) AS newest
WHERE newest.la_code = $2
ORDER BY newest.urn, newest.pupil;

-- name: latest_pupil_year
SELECT max(academic_year) FROM termwise.pupil_record
WHERE dataset = $1 AND la_code = $2 AND batch <= $3 AND ($4::integer IS NULL OR urn = $4::integer);

-- name: schools_of_dataset
SELECT DISTINCT subject FROM termwise.record
WHERE subject_kind = 1 AND dataset = $1 AND la_code = $2 AND academic_year = $3 AND batch <= $4
ORDER BY subject;
