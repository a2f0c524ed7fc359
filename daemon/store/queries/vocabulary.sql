-- name: add_dataset
INSERT INTO termwise.dataset (name, pupil_level) VALUES ($1, $2) ON CONFLICT DO NOTHING;

-- name: dataset_has_pupils
SELECT FROM termwise.dataset WHERE name = $1 AND pupil_level = $2;

-- name: read_measures
SELECT code, position, unit, scale, label, direction, denominator
FROM termwise.dataset_measure WHERE dataset = $1 ORDER BY position;

-- name: append_measures
INSERT INTO termwise.dataset_measure (dataset, position, code, unit, scale, label, direction, denominator)
SELECT $1, $2::integer + n, code, unit, scale, label, direction, denominator
FROM unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::text[])
  WITH ORDINALITY AS added(code, unit, scale, label, direction, denominator, n);

-- name: reword_measure
UPDATE termwise.dataset_measure SET label = $3, direction = $4, denominator = $5 WHERE dataset = $1 AND code = $2;

-- name: read_attributes
SELECT name, position FROM termwise.dataset_attribute WHERE dataset = $1 ORDER BY position;

-- name: append_attributes
INSERT INTO termwise.dataset_attribute (dataset, position, name)
SELECT $1, $2::integer + n, name FROM unnest($3::text[]) WITH ORDINALITY AS added(name, n);

-- name: refresh_wide_view
SELECT termwise.refresh_wide_view($1);
