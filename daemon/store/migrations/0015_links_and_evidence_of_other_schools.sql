-- Links between schools, found from either end; and whose figure a comparison looked at, where it was another school's.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.school_link (
  batch         bigint NOT NULL,
  line          integer NOT NULL,
  academic_year smallint NOT NULL CHECK (academic_year BETWEEN 1989 AND 2099),
  urn           bigint NOT NULL CHECK (urn BETWEEN 100000 AND 9999999),
  linked_urn    bigint NOT NULL CHECK (linked_urn BETWEEN 100000 AND 9999999),
  role          text NOT NULL CHECK (role IN ('predecessor', 'successor', 'either')),
  kind          text NOT NULL CHECK (kind IN ('other', 'succeeded', 'renamed', 'converted', 'sponsored', 'merged', 'split')),
  linked_on     date,
  PRIMARY KEY (batch, line),
  CONSTRAINT two_schools_are_linked CHECK (urn <> linked_urn)
);
COMMENT ON TABLE termwise.school_link IS
  'What one row of a file of links says, as its record has it in words. A link that arrives late changes no other row.';
COMMENT ON COLUMN termwise.school_link.batch IS 'The file. Not a foreign key, as in record.';
COMMENT ON COLUMN termwise.school_link.line IS 'The line; with batch it names the record.';
COMMENT ON COLUMN termwise.school_link.academic_year IS 'Of the record: of two files of one layout the one of the later year counts for a school.';
COMMENT ON COLUMN termwise.school_link.urn IS 'The school that the row is about.';
COMMENT ON COLUMN termwise.school_link.linked_urn IS 'The school that it is linked to.';
COMMENT ON COLUMN termwise.school_link.role IS 'What that one is to it: predecessor, successor, or either where the publisher does not say.';
COMMENT ON COLUMN termwise.school_link.kind IS 'How the later came from the earlier; other is no descent.';
COMMENT ON COLUMN termwise.school_link.linked_on IS 'The day that the row gives; null where it gives none.';
CREATE INDEX link_of_school ON termwise.school_link (urn, batch);
CREATE INDEX link_to_school ON termwise.school_link (linked_urn, batch);
CREATE TRIGGER immutable BEFORE UPDATE ON termwise.school_link
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
GRANT SELECT, INSERT ON termwise.school_link TO termwise_daemon;
ALTER TABLE termwise.school_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_records ON termwise.school_link FOR SELECT TO termwise_reader
  USING (EXISTS (SELECT FROM termwise.record WHERE record.batch = school_link.batch AND record.line = school_link.line));
GRANT SELECT ON termwise.school_link TO termwise_reader;

-- A row whose other school or kind could not be read has an error among the file's issues, and links nothing.
CREATE FUNCTION termwise.add_links(wanted bigint, meanings jsonb) RETURNS void LANGUAGE sql AS $body$
  INSERT INTO termwise.school_link (batch, line, academic_year, urn, linked_urn, role, kind, linked_on)
  SELECT record.batch, record.line, record.academic_year, record.subject, link.urn::bigint,
         CASE link.word WHEN 'other' THEN 'either' ELSE split_part(link.word, ', ', 1) END,
         CASE link.word WHEN 'other' THEN 'other'
                        ELSE coalesce(nullif(split_part(link.word, ', ', 2), ''), 'succeeded') END,
         link.linked_on::date
  FROM (SELECT max(position) FILTER (WHERE name = 'linked_urn') AS linked_urn,
               max(position) FILTER (WHERE name = 'link_type') AS link_type,
               max(position) FILTER (WHERE name = 'linked_on') AS linked_on
        FROM termwise.dataset_attribute WHERE dataset = 'school_link') AS place
  JOIN termwise.record ON record.batch = wanted
  CROSS JOIN LATERAL (
    SELECT attributes[place.linked_urn] AS urn,
           coalesce(meanings ->> attributes[place.link_type], attributes[place.link_type]) AS word,
           attributes[place.linked_on] AS linked_on) AS link
  WHERE record.dataset = 'school_link' AND record.subject_kind = 1
    AND link.urn IS NOT NULL AND link.word IS NOT NULL AND link.urn::bigint <> record.subject
$body$;
COMMENT ON FUNCTION termwise.add_links(bigint, jsonb) IS
  'Keeps the links of one batch; the second argument says what words of older layouts mean.';
REVOKE ALL ON FUNCTION termwise.add_links(bigint, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION termwise.add_links(bigint, jsonb) TO termwise_daemon;

-- Files of before have the publisher's own words.
SELECT termwise.add_links(id, '{
  "Successor": "successor", "Predecessor": "predecessor",
  "Successor - merged": "successor, merged", "Predecessor - merged": "predecessor, merged",
  "Successor - amalgamated": "successor, merged", "Predecessor - amalgamated": "predecessor, merged",
  "Successor - Split School": "successor, split", "Predecessor - Split School": "predecessor, split",
  "Result of Amalgamation": "either, merged", "Merged - expansion of school capacity": "either, merged",
  "Merged - change in age range": "either, merged",
  "Merged - expansion in school capacity and changer in age range": "either, merged",
  "Sixth Form Centre School": "other", "Sixth Form Centre Link": "other", "Expansion": "other", "Closure": "other",
  "Other": "other"}'::jsonb)
FROM termwise.batch WHERE dataset = 'school_link';

ALTER TABLE termwise.finding_predicate ADD COLUMN of_urn bigint CHECK (of_urn BETWEEN 100000 AND 9999999);
COMMENT ON COLUMN termwise.finding_predicate.of_urn IS
  'The school whose figure it is, where that is one from which the finding''s own has come; null: its own.';
