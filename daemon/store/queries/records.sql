-- name: measure_positions
-- In the order asked for; 0 for a measure the dataset does not have.
SELECT coalesce(position, 0)
FROM unnest($2::text[]) WITH ORDINALITY AS wanted(code, n)
LEFT JOIN termwise.dataset_measure AS measure ON measure.dataset = $1 AND measure.code = wanted.code
ORDER BY n;

-- name: measure_scales
SELECT coalesce(scale, 0)
FROM unnest($2::text[]) WITH ORDINALITY AS wanted(code, n)
LEFT JOIN termwise.dataset_measure AS measure ON measure.dataset = $1 AND measure.code = wanted.code
ORDER BY n;

-- name: attribute_positions
SELECT coalesce(position, 0)
FROM unnest($2::text[]) WITH ORDINALITY AS wanted(name, n)
LEFT JOIN termwise.dataset_attribute AS attribute ON attribute.dataset = $1 AND attribute.name = wanted.name
ORDER BY n;

-- name: schools_of_la
-- The schools that the latest batch to speak of them in the year, of whatever dataset, puts into the LA. Each LATERAL is
-- one look into record_of_school, so that the plan does not hang on statistics a fresh load has not made yet.
WITH dataset AS MATERIALIZED (
  SELECT DISTINCT dataset AS name FROM termwise.batch WHERE id <= $3),
candidate AS MATERIALIZED (
  SELECT DISTINCT subject FROM termwise.record
  WHERE subject_kind = 1 AND la_code = $1 AND academic_year = $2 AND item = '' AND batch <= $3)
SELECT candidate.subject
FROM candidate
CROSS JOIN LATERAL (
  SELECT latest.la_code
  FROM dataset
  CROSS JOIN LATERAL (
    SELECT la_code, batch FROM termwise.record
    WHERE subject_kind = 1 AND academic_year = $2 AND subject = candidate.subject AND record.dataset = dataset.name
      AND item = '' AND batch <= $3
    ORDER BY batch DESC LIMIT 1) AS latest
  ORDER BY latest.batch DESC LIMIT 1) AS place
WHERE place.la_code = $1
ORDER BY candidate.subject;

-- name: latest_records
-- Of each school and year the row of the highest batch, wherever the school stood. Each LATERAL is one look into
-- record_of_school.
WITH chosen AS MATERIALIZED (SELECT unnest($2::bigint[]) AS subject)
SELECT chosen.subject, newest.academic_year, newest.batch, newest.line,
       ARRAY(SELECT newest."values"[p] FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.reasons) THEN get_byte(newest.reasons, p - 1) ELSE 7 END
             FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT newest.attributes[p] FROM unnest($7::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.attribute_reasons)
                         THEN get_byte(newest.attribute_reasons, p - 1) ELSE 7 END
             FROM unnest($7::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       newest.la_code
FROM chosen
CROSS JOIN generate_series($3::integer, $4::integer) AS span(summer)
CROSS JOIN LATERAL (
  SELECT academic_year, batch, line, la_code, "values", reasons, attributes, attribute_reasons FROM termwise.record
  WHERE subject_kind = 1 AND academic_year = span.summer AND subject = chosen.subject AND record.dataset = $1
    AND item = '' AND batch <= $5
  ORDER BY batch DESC LIMIT 1) AS newest
ORDER BY chosen.subject, newest.academic_year;

-- name: latest_items
-- The same of datasets that may have several rows about a school: of each item and year the row of the highest batch.
WITH chosen AS MATERIALIZED (SELECT unnest($2::bigint[]) AS subject)
SELECT chosen.subject, newest.academic_year, newest.batch, newest.line,
       ARRAY(SELECT newest."values"[p] FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.reasons) THEN get_byte(newest.reasons, p - 1) ELSE 7 END
             FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT newest.attributes[p] FROM unnest($7::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.attribute_reasons)
                         THEN get_byte(newest.attribute_reasons, p - 1) ELSE 7 END
             FROM unnest($7::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       newest.la_code, newest.item
FROM chosen
CROSS JOIN generate_series($3::integer, $4::integer) AS span(summer)
CROSS JOIN LATERAL (
  SELECT DISTINCT ON (item) academic_year, batch, line, la_code, item, "values", reasons, attributes, attribute_reasons
  FROM termwise.record
  WHERE subject_kind = 1 AND academic_year = span.summer AND subject = chosen.subject AND record.dataset = $1
    AND batch <= $5
  ORDER BY item, batch DESC) AS newest
ORDER BY chosen.subject, newest.academic_year, newest.item COLLATE "C";

-- name: latest_adviser_items
-- Of an LA's advisers and of those whom no LA claims.
SELECT newest.academic_year, newest.academic_year, newest.batch, newest.line,
       ARRAY(SELECT newest."values"[p] FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.reasons) THEN get_byte(newest.reasons, p - 1) ELSE 7 END
             FROM unnest($6::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT newest.attributes[p] FROM unnest($7::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.attribute_reasons)
                         THEN get_byte(newest.attribute_reasons, p - 1) ELSE 7 END
             FROM unnest($7::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       newest.la_code, newest.item
FROM (
  SELECT DISTINCT ON (academic_year, item) academic_year, batch, line, la_code, item, "values", reasons, attributes,
         attribute_reasons
  FROM termwise.record
  WHERE subject_kind = 4 AND record.dataset = $1 AND coalesce(la_code, '') IN ($2, '')
    AND academic_year BETWEEN $3 AND $4 AND batch <= $5
  ORDER BY academic_year, item, batch DESC) AS newest
ORDER BY newest.academic_year, newest.item COLLATE "C";

-- name: records_of_school
-- A school has a record of a dataset in few of the years that any file is about; each LATERAL is one look into
-- record_of_school.
WITH release AS MATERIALIZED (
  SELECT DISTINCT generate_series(first_year::integer, academic_year::integer)::smallint AS academic_year
  FROM termwise.batch WHERE dataset = $1 AND id <= $5)
SELECT newest.subject, newest.academic_year, newest.batch, newest.line,
       ARRAY(SELECT newest."values"[p] FROM unnest($3::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.reasons) THEN get_byte(newest.reasons, p - 1) ELSE 7 END
             FROM unnest($3::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT newest.attributes[p] FROM unnest($4::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       ARRAY(SELECT CASE WHEN p BETWEEN 1 AND octet_length(newest.attribute_reasons)
                         THEN get_byte(newest.attribute_reasons, p - 1) ELSE 7 END
             FROM unnest($4::integer[]) WITH ORDINALITY AS wanted(p, n) ORDER BY n),
       newest.la_code, batch.file_name
FROM release
CROSS JOIN LATERAL (
  SELECT * FROM termwise.record
  WHERE subject_kind = 1 AND academic_year = release.academic_year AND subject = $2 AND record.dataset = $1
    AND item = '' AND batch <= $5
  ORDER BY batch DESC LIMIT 1) AS newest
JOIN termwise.batch ON batch.id = newest.batch
ORDER BY newest.academic_year;

-- name: datasets_up_to
SELECT DISTINCT dataset FROM termwise.batch WHERE id <= $1 ORDER BY dataset;

-- name: latest_year
-- Of the datasets that are asked for: a list of schools of a later year brings no results.
SELECT max(academic_year) FROM termwise.record
WHERE subject_kind = 1 AND la_code = $1 AND batch <= $2 AND dataset = ANY ($3::text[]);

-- name: latest_year_of_schools
-- The latest year, up to $3, of which a file lists the LA's schools; what is kept of single visits or targets lists none.
SELECT max(academic_year) FROM termwise.record
WHERE subject_kind = 1 AND la_code = $1 AND batch <= $2 AND item = '' AND academic_year <= $3;

-- name: la_has_records
SELECT EXISTS (SELECT FROM termwise.record WHERE subject_kind = 1 AND la_code = $1);

-- name: las_with_records
SELECT DISTINCT la_code FROM termwise.record
WHERE subject_kind = 1 AND la_code IS NOT NULL AND ($1::smallint IS NULL OR academic_year = $1::smallint)
  AND ($2::bigint IS NULL OR batch <= $2::bigint)
ORDER BY la_code;

-- name: batch_columns
SELECT file_sha256, file_name FROM termwise.batch WHERE id = $1;

-- name: batch_measure_columns
SELECT measure.code, placed.column_number, batch.header[placed.column_number]
FROM termwise.batch
CROSS JOIN LATERAL unnest(batch.measure_positions, batch.measure_columns) AS placed(position, column_number)
JOIN termwise.dataset_measure AS measure ON measure.dataset = batch.dataset AND measure.position = placed.position
WHERE batch.id = $1
UNION ALL
SELECT attribute.name, placed.column_number, batch.header[placed.column_number]
FROM termwise.batch
CROSS JOIN LATERAL unnest(batch.attribute_positions, batch.attribute_columns) AS placed(position, column_number)
JOIN termwise.dataset_attribute AS attribute
  ON attribute.dataset = batch.dataset AND attribute.position = placed.position
WHERE batch.id = $1;
