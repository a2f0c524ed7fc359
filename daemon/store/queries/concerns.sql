-- name: lock_concerns
-- Before the merge, whose parts all see the register as it was: of two runs that end at the same moment one waits.
SELECT pg_advisory_xact_lock(742610006, run.la_code::integer) FROM termwise.run WHERE id = $1::bigint;

-- name: merge_concerns
-- The register after a run of one rule: a school that it lists enters once its figures are final; one that it lists no more
-- leaves after so many terms in a row. $3 are the outcomes that list, $4 those that count towards leaving, $5 categories that
-- only a person ends, $6 the terms, $7 the first day of the run's term and $8 of the term before, null where not known.
-- A run about an earlier year or day than one that was merged before says nothing about now.
WITH this AS (
  SELECT run.id, run.la_code, run.academic_year, run.reference_date FROM termwise.run
  WHERE run.id = $1::bigint
    AND NOT EXISTS (
      SELECT FROM termwise.concern JOIN termwise.run AS later ON later.id = concern.run
      WHERE concern.la_code = run.la_code AND concern.rule = $2
        AND (later.academic_year, later.reference_date) > (run.academic_year, run.reference_date))),
verdict AS (
  SELECT finding.subject, finding.subject_name, finding.outcome, finding.outcome = ANY ($3::text[]) AS listed,
         finding.outcome = ANY ($4::text[]) AS clears,
         EXISTS (SELECT FROM termwise.finding_predicate AS predicate
                 JOIN termwise.batch ON batch.file_sha256 = predicate.evidence_file
                 WHERE predicate.run = finding.run AND predicate.finding = finding.ordinal
                   AND batch.release = 'provisional') AS provisional
  FROM termwise.finding JOIN this ON finding.run = this.id AND finding.academic_year = this.academic_year
  WHERE finding.rule = $2 AND finding.subject_kind = 1),
before AS (
  SELECT concern.* FROM termwise.concern JOIN this USING (la_code) WHERE concern.rule = $2 AND concern.stage <> 'left'),
came AS (
  INSERT INTO termwise.concern (la_code, rule, subject, subject_name, stage, category, academic_year, run, entered_on)
  SELECT this.la_code, $2, verdict.subject, verdict.subject_name,
         CASE WHEN verdict.provisional THEN 'provisional' ELSE 'entered' END, verdict.outcome, this.academic_year, this.id,
         CASE WHEN NOT verdict.provisional THEN this.reference_date END
  FROM verdict CROSS JOIN this
  WHERE verdict.listed AND NOT EXISTS (SELECT FROM before WHERE before.subject = verdict.subject)
    -- Who let it go knew of these figures.
    AND NOT EXISTS (SELECT FROM termwise.concern AS gone
                    WHERE gone.la_code = this.la_code AND gone.rule = $2 AND gone.subject = verdict.subject AND gone.let_go
                      AND gone.academic_year = this.academic_year AND gone.category = verdict.outcome)
  RETURNING id, stage, category),
counted AS (
  SELECT before.id, verdict.*,
         verdict.clears AND before.category <> ALL ($5::text[]) AS goes,
         CASE WHEN $7::date IS NULL OR before.negative_term = $7::date THEN before.negative_terms
              WHEN before.negative_term = $8::date THEN before.negative_terms + 1
              ELSE 1 END AS terms
  FROM before JOIN verdict USING (subject)),
moved AS (
  UPDATE termwise.concern SET
    run = this.id, subject_name = counted.subject_name,
    category = CASE WHEN counted.listed THEN counted.outcome ELSE before.category END,
    academic_year = CASE WHEN counted.listed THEN this.academic_year ELSE before.academic_year END,
    stage = CASE WHEN counted.listed AND before.stage = 'provisional' AND counted.provisional THEN 'provisional'
                 WHEN counted.listed THEN 'entered'
                 WHEN NOT counted.goes THEN before.stage
                 WHEN before.stage = 'provisional' OR counted.terms >= $6::integer THEN 'left'
                 WHEN counted.terms > 0 THEN 'leaving'
                 ELSE before.stage END,
    entered_on = CASE WHEN counted.listed AND NOT counted.provisional THEN coalesce(before.entered_on, this.reference_date)
                      ELSE before.entered_on END,
    negative_terms = CASE WHEN counted.listed THEN 0
                          WHEN counted.goes AND before.stage <> 'provisional' THEN counted.terms
                          ELSE before.negative_terms END,
    negative_term = CASE WHEN counted.listed THEN NULL
                         WHEN counted.goes AND before.stage <> 'provisional' THEN coalesce($7::date, before.negative_term)
                         ELSE before.negative_term END,
    -- Another category needs another signature, unless it is not the one that counts.
    signed_category = CASE WHEN NOT counted.listed OR counted.outcome = before.category
                             OR coalesce(before.override_until > this.reference_date, false)
                           THEN before.signed_category END,
    left_on = CASE WHEN counted.goes AND (before.stage = 'provisional' OR counted.terms >= $6::integer)
                   THEN this.reference_date END
  FROM before JOIN counted USING (id) CROSS JOIN this
  WHERE concern.id = before.id
  RETURNING concern.id, concern.stage, concern.category, concern.negative_term),
happened AS (
  SELECT id, stage AS kind, category, 1 AS place FROM came
  UNION ALL
  SELECT moved.id, what.kind, moved.category, what.place
  FROM moved JOIN before USING (id)
  CROSS JOIN LATERAL (
    SELECT 'entered' AS kind, 1 AS place WHERE before.stage = 'provisional' AND moved.stage = 'entered'
    UNION ALL SELECT 'category', 2 WHERE moved.category <> before.category
    UNION ALL SELECT 'stays', 3 WHERE before.stage = 'leaving' AND moved.stage = 'entered'
    UNION ALL SELECT 'negative', 4 WHERE moved.negative_term IS NOT NULL
                                     AND moved.negative_term IS DISTINCT FROM before.negative_term
    UNION ALL SELECT 'left', 5 WHERE moved.stage = 'left' AND before.stage <> 'provisional'
    UNION ALL SELECT 'lapsed', 5 WHERE moved.stage = 'left' AND before.stage = 'provisional') AS what)
INSERT INTO termwise.concern_event (concern, kind, category, run)
SELECT id, kind, category, $1::bigint FROM happened ORDER BY id, place;

-- name: list_concerns
SELECT concern.id, concern.la_code, concern.rule, concern.subject, concern.subject_name, concern.stage, concern.category,
       concern.academic_year, concern.run, to_char(run.reference_date, 'YYYY-MM-DD'),
       to_char(concern.entered_on, 'YYYY-MM-DD'), concern.negative_terms, concern.signed_category, concern.override_category,
       to_char(concern.override_until, 'YYYY-MM-DD'), to_char(concern.left_on, 'YYYY-MM-DD'), concern.let_go,
       coalesce(finding.sentence, ''),
       (SELECT event.reason FROM termwise.concern_event AS event
        WHERE event.concern = concern.id AND event.kind = 'overridden' ORDER BY event.id DESC LIMIT 1)
FROM termwise.concern JOIN termwise.run ON run.id = concern.run
LEFT JOIN termwise.finding ON finding.run = concern.run AND finding.rule = concern.rule AND finding.subject_kind = 1
  AND finding.subject = concern.subject AND finding.academic_year = run.academic_year
WHERE ($1::text IS NULL OR concern.la_code = $1::text) AND ($2::text IS NULL OR concern.rule = $2::text)
  AND ($3::bigint IS NULL OR concern.id = $3::bigint) AND ($4::boolean OR concern.stage <> 'left')
ORDER BY concern.la_code, concern.rule, concern.stage = 'left', concern.stage = 'provisional', concern.subject_name,
         concern.subject, concern.id;

-- name: concern_events
SELECT (extract(epoch FROM at) * 1000000)::bigint, kind, category, run, coalesce(author, ''), coalesce(reason, ''),
       to_char(until, 'YYYY-MM-DD')
FROM termwise.concern_event WHERE concern = $1 ORDER BY id;

-- name: sign_off_concern
WITH changed AS (
  UPDATE termwise.concern
  SET signed_category = CASE WHEN override_until > $2::date THEN override_category ELSE category END
  WHERE id = $1 AND stage IN ('entered', 'leaving')
    AND signed_category IS DISTINCT FROM CASE WHEN override_until > $2::date THEN override_category ELSE category END
  RETURNING id, signed_category AS category)
INSERT INTO termwise.concern_event (concern, kind, category, author, reason)
SELECT id, 'signed-off', category, $3, $4 FROM changed RETURNING concern;

-- name: override_concern
WITH changed AS (
  UPDATE termwise.concern SET override_category = $5, override_until = $2::date, signed_category = NULL
  WHERE id = $1 AND stage IN ('entered', 'leaving') RETURNING id)
INSERT INTO termwise.concern_event (concern, kind, category, author, reason, until)
SELECT id, 'overridden', $5, $3, $4, $2::date FROM changed RETURNING concern;

-- name: lift_concern
WITH changed AS (
  UPDATE termwise.concern SET override_category = NULL, override_until = NULL, signed_category = NULL
  WHERE id = $1 AND override_until > $2::date AND stage IN ('entered', 'leaving') RETURNING id, category)
INSERT INTO termwise.concern_event (concern, kind, category, author, reason)
SELECT id, 'lifted', category, $3, $4 FROM changed RETURNING concern;

-- name: let_go_concern
WITH changed AS (
  UPDATE termwise.concern SET stage = 'left', left_on = $2::date, let_go = true
  WHERE id = $1 AND stage <> 'left' RETURNING id, category)
INSERT INTO termwise.concern_event (concern, kind, category, author, reason)
SELECT id, 'let-go', category, $3, $4 FROM changed RETURNING concern;
