-- Who was last told what, and the messages on their way to them.

SET LOCAL ROLE termwise_owner;

CREATE TABLE termwise.recipient (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  la_code    text NOT NULL CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  address    text NOT NULL CHECK (address <> '' AND address = lower(address)),
  token      text NOT NULL UNIQUE DEFAULT replace(gen_random_uuid()::text, '-', ''),
  edition    bigint NOT NULL DEFAULT 0 CHECK (edition >= 0),
  told_at    timestamptz,
  last_batch bigint NOT NULL DEFAULT 0,
  stopped_at timestamptz,
  UNIQUE (la_code, address),
  CONSTRAINT an_edition_has_a_time CHECK ((edition = 0) = (told_at IS NULL))
);
COMMENT ON TABLE termwise.recipient IS 'Somebody who gets an LA''s digest, and how far they have been told.';
COMMENT ON COLUMN termwise.recipient.id IS 'Its number.';
COMMENT ON COLUMN termwise.recipient.la_code IS 'Of which LA.';
COMMENT ON COLUMN termwise.recipient.address IS 'The mail address, in small letters.';
COMMENT ON COLUMN termwise.recipient.token IS 'Stands in the link by which this person, and nobody else, stops the digest.';
COMMENT ON COLUMN termwise.recipient.edition IS
  'How many digests were made; 0: the next one is a starting position. Two made from the same edition exclude each other.';
COMMENT ON COLUMN termwise.recipient.told_at IS 'When the latest was made; null: never.';
COMMENT ON COLUMN termwise.recipient.last_batch IS 'Up to which batch data quality has been told.';
COMMENT ON COLUMN termwise.recipient.stopped_at IS 'When this person stopped the digest; null: not.';

CREATE TABLE termwise.told (
  recipient     bigint NOT NULL REFERENCES termwise.recipient,
  rule          text NOT NULL CHECK (rule <> ''),
  subject_kind  smallint NOT NULL CHECK (subject_kind BETWEEN 1 AND 3),
  lineage       bigint NOT NULL,
  subject_name  text NOT NULL,
  academic_year smallint NOT NULL CHECK (academic_year BETWEEN 1989 AND 2099),
  outcome       text NOT NULL CHECK (outcome <> ''),
  reason        text NOT NULL,
  sentence      text NOT NULL,
  withheld      boolean NOT NULL,
  PRIMARY KEY (recipient, rule, subject_kind, lineage)
);
COMMENT ON TABLE termwise.told IS 'What a recipient was last told is on the list. The next digest says what has changed since.';
COMMENT ON COLUMN termwise.told.recipient IS 'To whom.';
COMMENT ON COLUMN termwise.told.rule IS 'By which rule it is on the list.';
COMMENT ON COLUMN termwise.told.subject_kind IS '1 school, 2 LA, 3 nation.';
COMMENT ON COLUMN termwise.told.lineage IS 'The subject''s history: its first URN.';
COMMENT ON COLUMN termwise.told.subject_name IS 'The name it had then.';
COMMENT ON COLUMN termwise.told.academic_year IS 'The summer of the year judged.';
COMMENT ON COLUMN termwise.told.outcome IS 'The verdict.';
COMMENT ON COLUMN termwise.told.reason IS 'The reason code; may be empty.';
COMMENT ON COLUMN termwise.told.sentence IS 'The finding for people, with its figures.';
COMMENT ON COLUMN termwise.told.withheld IS 'Whether its figures are of too few pupils to stand in a mail.';

CREATE TABLE termwise.message (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind           text NOT NULL CHECK (kind IN ('digest', 'notice')),
  la_code        text CHECK (la_code ~ '^[2-9][0-9][0-9]$' AND la_code > '200'),
  recipient      bigint REFERENCES termwise.recipient,
  occurrence     bigint REFERENCES termwise.occurrence,
  about_message  bigint REFERENCES termwise.message,
  sender         text NOT NULL CHECK (sender <> ''),
  address        text NOT NULL CHECK (address <> ''),
  role           text NOT NULL,
  subject        text NOT NULL,
  message_id     text NOT NULL UNIQUE CHECK (message_id <> ''),
  content        bytea NOT NULL,
  directory_only boolean NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT termwise.instant(),
  due_at         timestamptz NOT NULL DEFAULT termwise.instant(),
  waiting_since  timestamptz NOT NULL DEFAULT termwise.instant(),
  state          text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'sent', 'unknown', 'refused', 'dropped')),
  tries          integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  token          bigint NOT NULL DEFAULT 0 CHECK (token >= 0),
  holder         bigint REFERENCES termwise.program,
  lease_until    timestamptz,
  data_begun     boolean NOT NULL DEFAULT false,
  sentence       text NOT NULL DEFAULT '',
  ended_at       timestamptz,
  CONSTRAINT sending_is_held CHECK ((state = 'sending') = (holder IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT only_sending_is_held CHECK (state = 'sending' OR num_nonnulls(holder, lease_until) = 0),
  CONSTRAINT ended_has_a_time CHECK ((state IN ('waiting', 'sending')) = (ended_at IS NULL)),
  CONSTRAINT what_was_not_sent_says_why CHECK (state NOT IN ('unknown', 'refused', 'dropped') OR sentence <> ''),
  CONSTRAINT a_digest_has_a_recipient CHECK (kind = 'notice' OR recipient IS NOT NULL AND occurrence IS NOT NULL),
  CONSTRAINT a_notice_is_about_one_thing CHECK (kind = 'digest' OR num_nonnulls(occurrence, about_message) = 1)
);
COMMENT ON TABLE termwise.message IS 'A message as the bytes that are sent, written with the commit that it tells of.';
COMMENT ON COLUMN termwise.message.id IS 'Its number.';
COMMENT ON COLUMN termwise.message.kind IS 'digest, or notice (of a failure, to the owner).';
COMMENT ON COLUMN termwise.message.la_code IS 'Of which LA; null for a notice about a file that belongs to no one LA.';
COMMENT ON COLUMN termwise.message.recipient IS 'Of a digest: whose.';
COMMENT ON COLUMN termwise.message.occurrence IS 'Of a digest: which one made it. Of a notice: which one failed.';
COMMENT ON COLUMN termwise.message.about_message IS 'Of a notice: the message that could not be delivered.';
COMMENT ON COLUMN termwise.message.sender IS 'The envelope''s sender.';
COMMENT ON COLUMN termwise.message.address IS 'The envelope''s one recipient.';
COMMENT ON COLUMN termwise.message.role IS 'In which role they get it.';
COMMENT ON COLUMN termwise.message.subject IS 'As in its header.';
COMMENT ON COLUMN termwise.message.message_id IS 'The Message-ID, without angle brackets; the same at each try.';
COMMENT ON COLUMN termwise.message.content IS 'The whole message.';
COMMENT ON COLUMN termwise.message.directory_only IS 'Never goes to a relay: of an LA without a file of its own.';
COMMENT ON COLUMN termwise.message.created_at IS 'When it was written.';
COMMENT ON COLUMN termwise.message.due_at IS 'Not to be tried before.';
COMMENT ON COLUMN termwise.message.waiting_since IS 'When it was made, or last asked to be sent again; trying ends some days later.';
COMMENT ON COLUMN termwise.message.state IS
  'waiting, sending, sent, unknown (the connection died when the relay may have had all of it), refused, or dropped by hand.';
COMMENT ON COLUMN termwise.message.tries IS 'How often it was tried.';
COMMENT ON COLUMN termwise.message.token IS 'Grows with each try. Whoever ends a try must name its token.';
COMMENT ON COLUMN termwise.message.holder IS 'The program that tries to deliver it.';
COMMENT ON COLUMN termwise.message.lease_until IS 'Until when that try stands.';
COMMENT ON COLUMN termwise.message.data_begun IS
  'Whether, in the present try, the relay has begun to be given the message: without this it cannot have taken it.';
COMMENT ON COLUMN termwise.message.sentence IS 'How the latest try ended, for people.';
COMMENT ON COLUMN termwise.message.ended_at IS 'When it was sent, refused or dropped, or became unknown.';
CREATE INDEX message_on_its_way ON termwise.message (due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX message_of_occurrence ON termwise.message (occurrence);
CREATE UNIQUE INDEX one_digest_a_recipient ON termwise.message (occurrence, recipient) WHERE kind = 'digest';
-- Two daemons that both notice a failure tell the owner once.
CREATE UNIQUE INDEX one_notice_an_occurrence ON termwise.message (occurrence) WHERE kind = 'notice';
CREATE UNIQUE INDEX one_notice_a_message ON termwise.message (about_message);

CREATE FUNCTION termwise.keep_message() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF NEW.token < OLD.token
     OR (NEW.kind, NEW.la_code, NEW.recipient, NEW.occurrence, NEW.about_message, NEW.sender, NEW.address, NEW.role,
         NEW.subject, NEW.message_id, NEW.content, NEW.directory_only, NEW.created_at) IS DISTINCT FROM
        (OLD.kind, OLD.la_code, OLD.recipient, OLD.occurrence, OLD.about_message, OLD.sender, OLD.address, OLD.role,
         OLD.subject, OLD.message_id, OLD.content, OLD.directory_only, OLD.created_at) THEN
    RAISE EXCEPTION 'a message stays as it was written, and its token only grows'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.ended_at IS NOT NULL AND (NEW.state, NEW.ended_at) IS DISTINCT FROM (OLD.state, OLD.ended_at)
     AND NEW.state <> 'waiting' AND NOT (NEW.state = 'dropped' AND OLD.state IN ('refused', 'unknown')) THEN
    RAISE EXCEPTION 'message % has ended and can only be sent again or, where it was not sent, dropped', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION termwise.keep_message() IS 'Trigger: a message is written once.';
CREATE TRIGGER written_once BEFORE UPDATE ON termwise.message
  FOR EACH ROW EXECUTE FUNCTION termwise.keep_message();

CREATE TABLE termwise.delivery (
  message     bigint NOT NULL REFERENCES termwise.message,
  token       bigint NOT NULL CHECK (token > 0),
  program     bigint NOT NULL REFERENCES termwise.program,
  started_at  timestamptz NOT NULL DEFAULT termwise.instant(),
  finished_at timestamptz,
  outcome     text NOT NULL DEFAULT 'sending' CHECK (outcome IN ('sending', 'sent', 'later', 'refused', 'unknown', 'lost')),
  sentence    text NOT NULL DEFAULT '',
  PRIMARY KEY (message, token),
  CONSTRAINT finished_when_not_sending CHECK ((outcome = 'sending') = (finished_at IS NULL))
);
COMMENT ON TABLE termwise.delivery IS 'One try to deliver a message, written before it begins.';
COMMENT ON COLUMN termwise.delivery.message IS 'Of which message.';
COMMENT ON COLUMN termwise.delivery.token IS 'The first try is 1.';
COMMENT ON COLUMN termwise.delivery.program IS 'Who made it.';
COMMENT ON COLUMN termwise.delivery.started_at IS 'When it began.';
COMMENT ON COLUMN termwise.delivery.finished_at IS 'When it ended, or was found to be lost.';
COMMENT ON COLUMN termwise.delivery.outcome IS 'sending, sent, later, refused, unknown, or lost (its program went silent).';
COMMENT ON COLUMN termwise.delivery.sentence IS 'The same for people.';

CREATE VIEW termwise.untold_failure AS
  SELECT id AS occurrence, NULL::bigint AS message, la_code, job, period_key AS period, file, state, sentence, ended_at,
         failures::integer AS attempts
  FROM termwise.occurrence
  WHERE state = 'failed' AND settled_at IS NULL AND schedule <> 'manual'
    AND ended_at > termwise.instant() - interval '7 days'
    AND NOT EXISTS (SELECT FROM termwise.message WHERE kind = 'notice' AND message.occurrence = occurrence.id)
  UNION ALL
  SELECT NULL, id, la_code, subject, address, NULL, state, sentence, ended_at, tries
  FROM termwise.message
  WHERE state IN ('refused', 'unknown') AND kind = 'digest' AND ended_at > termwise.instant() - interval '7 days'
    AND NOT EXISTS (SELECT FROM termwise.message AS notice WHERE notice.about_message = message.id);
COMMENT ON VIEW termwise.untold_failure IS
  'What has failed for good in the last seven days, was not made good, and has no notice yet. Whoever runs a job by hand sees its end.';
COMMENT ON COLUMN termwise.untold_failure.occurrence IS 'The job that failed; null where it is a message.';
COMMENT ON COLUMN termwise.untold_failure.message IS 'The digest that may not have arrived; null where it is a job.';
COMMENT ON COLUMN termwise.untold_failure.la_code IS 'Of which LA; null for a file that belongs to no one LA.';
COMMENT ON COLUMN termwise.untold_failure.job IS 'For example floor-check; of a message its subject.';
COMMENT ON COLUMN termwise.untold_failure.period IS 'Of the occurrence; of a message its address.';
COMMENT ON COLUMN termwise.untold_failure.file IS 'Of an ingest.';
COMMENT ON COLUMN termwise.untold_failure.state IS 'failed; of a message refused or unknown.';
COMMENT ON COLUMN termwise.untold_failure.sentence IS 'How it ended, for people.';
COMMENT ON COLUMN termwise.untold_failure.ended_at IS 'When.';
COMMENT ON COLUMN termwise.untold_failure.attempts IS 'How often it was tried.';
GRANT SELECT ON termwise.untold_failure TO termwise_daemon;

-- A schedule may be due whenever a scheduled job of its LA has succeeded.
ALTER TABLE termwise.schedule ADD COLUMN follows_runs boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN termwise.schedule.follows_runs IS 'Whether it is due whenever a scheduled job of the LA has succeeded.';

GRANT SELECT, INSERT ON termwise.recipient, termwise.message, termwise.delivery TO termwise_daemon;
GRANT UPDATE (edition, told_at, last_batch, stopped_at) ON termwise.recipient TO termwise_daemon;
GRANT UPDATE (due_at, waiting_since, state, tries, token, holder, lease_until, data_begun, sentence, ended_at)
  ON termwise.message TO termwise_daemon;
GRANT UPDATE (finished_at, outcome, sentence) ON termwise.delivery TO termwise_daemon;
GRANT SELECT, INSERT, DELETE ON termwise.told TO termwise_daemon;
