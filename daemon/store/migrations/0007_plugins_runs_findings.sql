-- What the rules made of the records. A run is one job, one plugin, one LA, one year.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.plugin (
  sha256       bytea PRIMARY KEY REFERENCES termwise.archive_object,
  name         text NOT NULL CHECK (name <> ''),
  manifest     bytea NOT NULL,
  described_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE termwise.plugin IS 'A plugin binary that has run here, kept so that its runs can be replayed.';
COMMENT ON COLUMN termwise.plugin.sha256 IS 'Of the shared library.';
COMMENT ON COLUMN termwise.plugin.name IS 'For example kent.';
COMMENT ON COLUMN termwise.plugin.manifest IS 'What describe() returned in the confined host, encoded by wire/.';
COMMENT ON COLUMN termwise.plugin.described_at IS 'When it was first described.';
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON termwise.plugin
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

CREATE TABLE termwise.run (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job               text NOT NULL CHECK (job <> ''),
  la_code           text NOT NULL CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  academic_year     smallint NOT NULL CHECK (academic_year BETWEEN 1989 AND 2099),
  reference_date    date NOT NULL,
  plugin            text NOT NULL CHECK (plugin <> ''),
  plugin_sha256     bytea REFERENCES termwise.plugin,
  revision          bigint NOT NULL REFERENCES termwise.settings_revision,
  highest_batch     bigint REFERENCES termwise.batch,
  snapshot_sha256   bytea CHECK (octet_length(snapshot_sha256) = 32),
  image_format      smallint CHECK (image_format > 0),
  state             text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'succeeded', 'failed')),
  ending            text NOT NULL DEFAULT '',
  sentence          text NOT NULL DEFAULT '',
  standard_error    bytea NOT NULL DEFAULT '',
  wall_milliseconds bigint NOT NULL DEFAULT 0 CHECK (wall_milliseconds >= 0),
  cpu_milliseconds  bigint NOT NULL DEFAULT 0 CHECK (cpu_milliseconds >= 0),
  peak_memory_bytes bigint NOT NULL DEFAULT 0 CHECK (peak_memory_bytes >= 0),
  findings_sha256   bytea CHECK (octet_length(findings_sha256) = 32),
  findings_format   smallint CHECK (findings_format > 0),
  finding_count     bigint NOT NULL DEFAULT 0 CHECK (finding_count >= 0),
  started_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at       timestamptz,
  CONSTRAINT finished_when_not_running CHECK ((state = 'running') = (finished_at IS NULL)),
  CONSTRAINT success_had_a_plugin_and_facts CHECK (
    state <> 'succeeded' OR
    (plugin_sha256 IS NOT NULL AND highest_batch IS NOT NULL AND snapshot_sha256 IS NOT NULL)),
  CONSTRAINT snapshot_has_a_format CHECK ((snapshot_sha256 IS NULL) = (image_format IS NULL)),
  CONSTRAINT findings_have_a_format CHECK ((findings_sha256 IS NULL) = (findings_format IS NULL)),
  CONSTRAINT findings_only_of_success CHECK ((state = 'succeeded') = (findings_sha256 IS NOT NULL)),
  CONSTRAINT no_findings_without_success CHECK (state = 'succeeded' OR finding_count = 0)
);
COMMENT ON TABLE termwise.run IS 'One job, one plugin, one LA, one year, and how it ended.';
COMMENT ON COLUMN termwise.run.id IS 'Its number; of two runs the later started one has the higher.';
COMMENT ON COLUMN termwise.run.job IS 'For example floor-check.';
COMMENT ON COLUMN termwise.run.la_code IS 'For which LA.';
COMMENT ON COLUMN termwise.run.academic_year IS 'The summer of the year it judges: 2017 is 2016/17.';
COMMENT ON COLUMN termwise.run.reference_date IS 'Today, for the rules.';
COMMENT ON COLUMN termwise.run.plugin IS 'For example kent.';
COMMENT ON COLUMN termwise.run.plugin_sha256 IS 'Exactly which binary; null where none could be described.';
COMMENT ON COLUMN termwise.run.revision IS 'Under which configuration.';
COMMENT ON COLUMN termwise.run.highest_batch IS
  'The highest batch it saw; with it the snapshot can be taken again. Null where the run failed before.';
COMMENT ON COLUMN termwise.run.snapshot_sha256 IS
  'Of the facts image the plugin was given; null where the run failed before.';
COMMENT ON COLUMN termwise.run.image_format IS 'The version of the facts image''s format that the hash is over.';
COMMENT ON COLUMN termwise.run.state IS 'running, succeeded, or failed.';
COMMENT ON COLUMN termwise.run.ending IS 'How the plugin host ended: completed, timed_out.';
COMMENT ON COLUMN termwise.run.sentence IS 'The same for people.';
COMMENT ON COLUMN termwise.run.standard_error IS 'What the plugin wrote there, byte for byte.';
COMMENT ON COLUMN termwise.run.wall_milliseconds IS 'From spawn to end.';
COMMENT ON COLUMN termwise.run.cpu_milliseconds IS 'Processor time of the plugin host.';
COMMENT ON COLUMN termwise.run.peak_memory_bytes IS 'The most memory the plugin host had resident.';
COMMENT ON COLUMN termwise.run.findings_sha256 IS 'Over the canonical bytes of all findings in order.';
COMMENT ON COLUMN termwise.run.findings_format IS 'The version of the canonical format that the hash is over.';
COMMENT ON COLUMN termwise.run.finding_count IS 'How many findings it has.';
COMMENT ON COLUMN termwise.run.started_at IS 'When the row was written.';
COMMENT ON COLUMN termwise.run.finished_at IS 'When it ended; null while it runs.';
CREATE INDEX run_of_la ON termwise.run (la_code, academic_year, id);

CREATE TABLE termwise.run_parameter (
  run     bigint NOT NULL REFERENCES termwise.run,
  ordinal integer NOT NULL CHECK (ordinal > 0),
  name    text NOT NULL CHECK (name <> ''),
  value   text NOT NULL,
  PRIMARY KEY (run, ordinal),
  UNIQUE (run, name)
);
COMMENT ON TABLE termwise.run_parameter IS 'The parameters as the plugin was given them, defaults filled in.';
COMMENT ON COLUMN termwise.run_parameter.run IS 'Of which run.';
COMMENT ON COLUMN termwise.run_parameter.ordinal IS 'Its place, from 1.';
COMMENT ON COLUMN termwise.run_parameter.name IS 'For example single_subject_significance.';
COMMENT ON COLUMN termwise.run_parameter.value IS 'As text, so that decimals keep their digits.';

CREATE TABLE termwise.run_rule (
  run     bigint NOT NULL REFERENCES termwise.run,
  ordinal integer NOT NULL CHECK (ordinal > 0),
  rule    text NOT NULL CHECK (rule <> ''),
  version text NOT NULL,
  PRIMARY KEY (run, ordinal),
  UNIQUE (run, rule)
);
COMMENT ON TABLE termwise.run_rule IS 'The rules that a run serves for its LA.';
COMMENT ON COLUMN termwise.run_rule.run IS 'Of which run.';
COMMENT ON COLUMN termwise.run_rule.ordinal IS 'Its place, from 1.';
COMMENT ON COLUMN termwise.run_rule.rule IS 'For example ks2-floor.';
COMMENT ON COLUMN termwise.run_rule.version IS 'Of the rule''s logic, as the plugin declares it.';

CREATE TABLE termwise.finding (
  run                  bigint NOT NULL REFERENCES termwise.run,
  ordinal              integer NOT NULL CHECK (ordinal > 0),
  rule                 text NOT NULL,
  subject_kind         smallint NOT NULL CHECK (subject_kind BETWEEN 1 AND 3),
  subject              bigint NOT NULL,
  subject_name         text NOT NULL,
  academic_year        integer NOT NULL CHECK (academic_year BETWEEN 1989 AND 2099),
  outcome              text NOT NULL CHECK (outcome <> ''),
  reason               text NOT NULL,
  notes                text[] NOT NULL,
  basis                text NOT NULL,
  interval_measure     text,
  interval_lower_units bigint,
  interval_lower_scale smallint,
  interval_lower_reason smallint,
  interval_upper_units bigint,
  interval_upper_scale smallint,
  interval_upper_reason smallint,
  cohort_units         bigint,
  cohort_scale         smallint,
  cohort_reason        smallint,
  template_id          text NOT NULL,
  argument_names       text[] NOT NULL,
  argument_values      text[] NOT NULL,
  sentence             text NOT NULL,
  PRIMARY KEY (run, ordinal),
  UNIQUE (run, rule, subject_kind, subject, academic_year),
  FOREIGN KEY (run, rule) REFERENCES termwise.run_rule (run, rule),
  CONSTRAINT an_argument_has_name_and_value CHECK (cardinality(argument_names) = cardinality(argument_values)),
  CONSTRAINT cohort_is_sound CHECK (termwise.value_is_sound(cohort_units, cohort_scale, cohort_reason)),
  CONSTRAINT interval_is_sound CHECK (
    termwise.value_is_sound(interval_lower_units, interval_lower_scale, interval_lower_reason) AND
    termwise.value_is_sound(interval_upper_units, interval_upper_scale, interval_upper_reason)),
  CONSTRAINT interval_is_whole CHECK (
    num_nulls(interval_measure, interval_lower_reason, interval_upper_reason) IN (0, 3))
);
COMMENT ON TABLE termwise.finding IS 'One rule''s verdict on one subject in one year.';
COMMENT ON COLUMN termwise.finding.run IS 'The run that found it.';
COMMENT ON COLUMN termwise.finding.ordinal IS 'Its place in the run''s order (rule, subject, year), from 1.';
COMMENT ON COLUMN termwise.finding.rule IS 'For example ks2-floor.';
COMMENT ON COLUMN termwise.finding.subject_kind IS '1 school, 2 LA, 3 nation.';
COMMENT ON COLUMN termwise.finding.subject IS 'A URN.';
COMMENT ON COLUMN termwise.finding.subject_name IS 'The school''s name in the run''s snapshot.';
COMMENT ON COLUMN termwise.finding.academic_year IS 'The summer of the year judged.';
COMMENT ON COLUMN termwise.finding.outcome IS 'BELOW, NOT_BELOW, EXEMPT, NOT_EVALUABLE, NO_STANDARD, or what the rule declares.';
COMMENT ON COLUMN termwise.finding.reason IS 'The reason code; empty where there is none.';
COMMENT ON COLUMN termwise.finding.notes IS 'What else is to be known of the verdict, sorted.';
COMMENT ON COLUMN termwise.finding.basis IS 'What was compared: COUNTS, INFERRED_COUNT, PUBLISHED_ROUNDED; or empty.';
COMMENT ON COLUMN termwise.finding.interval_measure IS 'The measure whose confidence limits follow; null where there are none.';
COMMENT ON COLUMN termwise.finding.interval_lower_units IS 'The lower limit times 10^scale.';
COMMENT ON COLUMN termwise.finding.interval_lower_scale IS 'Decimals of the lower limit.';
COMMENT ON COLUMN termwise.finding.interval_lower_reason IS '0, or why the lower limit is missing.';
COMMENT ON COLUMN termwise.finding.interval_upper_units IS 'The upper limit times 10^scale.';
COMMENT ON COLUMN termwise.finding.interval_upper_scale IS 'Decimals of the upper limit.';
COMMENT ON COLUMN termwise.finding.interval_upper_reason IS '0, or why the upper limit is missing.';
COMMENT ON COLUMN termwise.finding.cohort_units IS 'The pupils behind the finding, times 10^scale.';
COMMENT ON COLUMN termwise.finding.cohort_scale IS 'Decimals of the cohort.';
COMMENT ON COLUMN termwise.finding.cohort_reason IS '0, or why the cohort is missing; null where the finding has none.';
COMMENT ON COLUMN termwise.finding.template_id IS 'Which of the plugin''s templates made the sentence.';
COMMENT ON COLUMN termwise.finding.argument_names IS 'Of the template''s arguments.';
COMMENT ON COLUMN termwise.finding.argument_values IS 'In the order of their names.';
COMMENT ON COLUMN termwise.finding.sentence IS 'The finding for people.';
CREATE INDEX finding_of_subject ON termwise.finding (subject, rule, academic_year);

CREATE TABLE termwise.finding_predicate (
  run               bigint NOT NULL,
  finding           integer NOT NULL,
  ordinal           integer NOT NULL CHECK (ordinal > 0),
  measure           text NOT NULL,
  academic_year     integer NOT NULL,
  operator          text NOT NULL CHECK (operator IN ('<', '<=', '=', '>=', '>')),
  truth             smallint NOT NULL CHECK (truth BETWEEN 0 AND 2),
  observed_units    bigint,
  observed_scale    smallint,
  observed_reason   smallint,
  threshold_units   bigint,
  threshold_scale   smallint,
  threshold_reason  smallint,
  observed_text     text NOT NULL,
  threshold_text    text NOT NULL,
  source            text NOT NULL,
  in_force          text NOT NULL,
  confidence        text NOT NULL,
  evidence_file     bytea CHECK (octet_length(evidence_file) = 32),
  evidence_line     bigint CHECK (evidence_line BETWEEN 0 AND 4294967295),
  evidence_column   bigint CHECK (evidence_column BETWEEN 0 AND 4294967295),
  evidence_column_name text,
  PRIMARY KEY (run, finding, ordinal),
  FOREIGN KEY (run, finding) REFERENCES termwise.finding,
  CONSTRAINT observed_is_sound CHECK (termwise.value_is_sound(observed_units, observed_scale, observed_reason)),
  CONSTRAINT threshold_is_sound CHECK (termwise.value_is_sound(threshold_units, threshold_scale, threshold_reason)),
  CONSTRAINT evidence_is_whole CHECK (
    num_nulls(evidence_file, evidence_line, evidence_column, evidence_column_name) IN (0, 4))
);
COMMENT ON TABLE termwise.finding_predicate IS 'A comparison that a finding rests on, down to the cell of the file.';
COMMENT ON COLUMN termwise.finding_predicate.run IS 'The finding''s run.';
COMMENT ON COLUMN termwise.finding_predicate.finding IS 'The finding''s place in its run.';
COMMENT ON COLUMN termwise.finding_predicate.ordinal IS 'Its place in the finding, from 1.';
COMMENT ON COLUMN termwise.finding_predicate.measure IS 'A measure''s code or an attribute''s name.';
COMMENT ON COLUMN termwise.finding_predicate.academic_year IS 'The summer of the year the observed value is about.';
COMMENT ON COLUMN termwise.finding_predicate.operator IS 'observed OPERATOR threshold.';
COMMENT ON COLUMN termwise.finding_predicate.truth IS '0 false, 1 true, 2 unknown.';
COMMENT ON COLUMN termwise.finding_predicate.observed_units IS 'The observed value times 10^scale.';
COMMENT ON COLUMN termwise.finding_predicate.observed_scale IS 'Its decimals.';
COMMENT ON COLUMN termwise.finding_predicate.observed_reason IS '0, or why it is missing; null where a text was observed.';
COMMENT ON COLUMN termwise.finding_predicate.threshold_units IS 'The threshold times 10^scale.';
COMMENT ON COLUMN termwise.finding_predicate.threshold_scale IS 'Its decimals.';
COMMENT ON COLUMN termwise.finding_predicate.threshold_reason IS '0, or why it is missing; null where it is a text.';
COMMENT ON COLUMN termwise.finding_predicate.observed_text IS 'Of an attribute; otherwise empty.';
COMMENT ON COLUMN termwise.finding_predicate.threshold_text IS 'Of an attribute; otherwise empty.';
COMMENT ON COLUMN termwise.finding_predicate.source IS 'Where the threshold is published, or that the LA set it.';
COMMENT ON COLUMN termwise.finding_predicate.in_force IS 'Since when, as the source says.';
COMMENT ON COLUMN termwise.finding_predicate.confidence IS 'verified, memory, or local.';
COMMENT ON COLUMN termwise.finding_predicate.evidence_file IS 'The archived file that the observed value was read from; null without evidence.';
COMMENT ON COLUMN termwise.finding_predicate.evidence_line IS 'The physical line on which the row starts, from 1.';
COMMENT ON COLUMN termwise.finding_predicate.evidence_column IS 'The column''s number in the header, from 1.';
COMMENT ON COLUMN termwise.finding_predicate.evidence_column_name IS 'The column''s name.';

CREATE TABLE termwise.finding_flip (
  run           bigint NOT NULL,
  finding       integer NOT NULL,
  ordinal       integer NOT NULL CHECK (ordinal > 0),
  measure       text NOT NULL,
  academic_year integer NOT NULL,
  change_units  bigint NOT NULL,
  change_scale  smallint NOT NULL CHECK (change_scale BETWEEN 0 AND 9),
  unit          text NOT NULL,
  outcome       text NOT NULL,
  PRIMARY KEY (run, finding, ordinal),
  FOREIGN KEY (run, finding) REFERENCES termwise.finding
);
COMMENT ON TABLE termwise.finding_flip IS 'A single change that would have led to another outcome.';
COMMENT ON COLUMN termwise.finding_flip.run IS 'The finding''s run.';
COMMENT ON COLUMN termwise.finding_flip.finding IS 'The finding''s place in its run.';
COMMENT ON COLUMN termwise.finding_flip.ordinal IS 'Its place in the finding, from 1.';
COMMENT ON COLUMN termwise.finding_flip.measure IS 'What would have to change.';
COMMENT ON COLUMN termwise.finding_flip.academic_year IS 'The summer of the year the measure is about.';
COMMENT ON COLUMN termwise.finding_flip.change_units IS 'By how much, signed, times 10^scale.';
COMMENT ON COLUMN termwise.finding_flip.change_scale IS 'Decimals of the change.';
COMMENT ON COLUMN termwise.finding_flip.unit IS 'pupils or points.';
COMMENT ON COLUMN termwise.finding_flip.outcome IS 'What the outcome would have been.';

CREATE TRIGGER immutable BEFORE UPDATE ON termwise.finding
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE ON termwise.finding_predicate
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE ON termwise.finding_flip
  FOR EACH ROW EXECUTE FUNCTION termwise.refuse_change();

GRANT SELECT, INSERT ON termwise.plugin, termwise.run, termwise.run_parameter, termwise.run_rule, termwise.finding,
  termwise.finding_predicate, termwise.finding_flip TO termwise_daemon;
GRANT UPDATE (state, ending, sentence, standard_error, wall_milliseconds, cpu_milliseconds, peak_memory_bytes,
  findings_sha256, findings_format, finding_count, finished_at) ON termwise.run TO termwise_daemon;
