-- What is measured, per dataset. Records hold their values in the order of these lists, which only grow at the end.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.dataset (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,30}$')
);
COMMENT ON TABLE termwise.dataset IS 'A series of files that say the same kind of thing year after year.';
COMMENT ON COLUMN termwise.dataset.name IS 'For example ks2.';

CREATE TABLE termwise.dataset_measure (
  dataset     text NOT NULL REFERENCES termwise.dataset,
  position    integer NOT NULL CHECK (position BETWEEN 1 AND 1500),
  code        text NOT NULL CHECK (code ~ '^[A-Z][A-Z0-9_]{0,62}$'),
  unit        text NOT NULL CHECK (unit IN ('pupils', 'percent', 'points', 'score', 'band', 'count')),
  scale       smallint NOT NULL CHECK (scale BETWEEN 0 AND 9),
  label       text NOT NULL,
  direction   text NOT NULL CHECK (direction IN ('higher', 'lower', 'neutral')),
  denominator text NOT NULL,
  PRIMARY KEY (dataset, position),
  UNIQUE (dataset, code)
);
COMMENT ON TABLE termwise.dataset_measure IS
  'The measures of a dataset in the order of the arrays in record. Rows are appended, never moved or removed.';
COMMENT ON COLUMN termwise.dataset_measure.dataset IS 'Whose list it is.';
COMMENT ON COLUMN termwise.dataset_measure.position IS
  'The place in record."values" and record.reasons, from 1, without a gap. At most 1500, so that a view can have a column for each.';
COMMENT ON COLUMN termwise.dataset_measure.code IS 'For example KS2_EXS_RWM.';
COMMENT ON COLUMN termwise.dataset_measure.unit IS 'What is counted: pupils, percent, points, score, band or count.';
COMMENT ON COLUMN termwise.dataset_measure.scale IS 'Decimals of every stored value: units / 10^scale. Never changes.';
COMMENT ON COLUMN termwise.dataset_measure.label IS 'For people, as the latest accepted configuration words it.';
COMMENT ON COLUMN termwise.dataset_measure.direction IS 'Whether more is better: higher, lower, or neutral.';
COMMENT ON COLUMN termwise.dataset_measure.denominator IS
  'Of a percentage: the code of the measure that counts its pupils; empty where none is known.';

CREATE TABLE termwise.dataset_attribute (
  dataset  text NOT NULL REFERENCES termwise.dataset,
  position integer NOT NULL CHECK (position BETWEEN 1 AND 100),
  name     text NOT NULL CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
  PRIMARY KEY (dataset, position),
  UNIQUE (dataset, name),
  CONSTRAINT name_is_free CHECK (
    name NOT IN ('subject_kind', 'subject', 'population', 'la_code', 'academic_year', 'batch', 'line'))
);
COMMENT ON TABLE termwise.dataset_attribute IS
  'The attributes (texts) of a dataset in the order of record.attributes. Rows are appended, never moved or removed.';
COMMENT ON COLUMN termwise.dataset_attribute.dataset IS 'Whose list it is.';
COMMENT ON COLUMN termwise.dataset_attribute.position IS 'The place in record.attributes, from 1, without a gap.';
COMMENT ON COLUMN termwise.dataset_attribute.name IS 'For example status.';

-- A gap or a change in the middle would silently give stored values another meaning. Positions are unique and from 1,
-- so they have no gap if the highest equals their number, and then whatever is new stands at the end.
CREATE FUNCTION termwise.append_only_at_end() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  broken text;
BEGIN
  EXECUTE format('SELECT min(dataset) FROM (SELECT dataset FROM termwise.%I GROUP BY dataset '
                 'HAVING max(position) <> count(*)) AS with_gap', TG_TABLE_NAME) INTO broken;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'the positions of dataset % in % have a gap', broken, TG_TABLE_NAME
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$body$;
COMMENT ON FUNCTION termwise.append_only_at_end() IS 'Trigger: positions of a list go up from 1 without a gap.';

CREATE TRIGGER append_only_at_end AFTER INSERT ON termwise.dataset_measure
  FOR EACH STATEMENT EXECUTE FUNCTION termwise.append_only_at_end();
CREATE TRIGGER append_only_at_end AFTER INSERT ON termwise.dataset_attribute
  FOR EACH STATEMENT EXECUTE FUNCTION termwise.append_only_at_end();
CREATE TRIGGER meaning_is_kept
  BEFORE DELETE OR UPDATE OF dataset, position, code, unit, scale ON termwise.dataset_measure
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER meaning_is_kept BEFORE DELETE OR UPDATE ON termwise.dataset_attribute
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

GRANT SELECT, INSERT ON termwise.dataset, termwise.dataset_measure, termwise.dataset_attribute TO termwise_daemon;
GRANT UPDATE (label, direction, denominator) ON termwise.dataset_measure TO termwise_daemon;
GRANT SELECT ON termwise.dataset, termwise.dataset_measure, termwise.dataset_attribute TO termwise_reader;
