-- What the kill test has the database itself write down: who wrote which run or findings, in which transaction, and
-- whose the newest claim of the occurrence was at that moment. Made by the superuser; no Termwise program knows of it.
CREATE SCHEMA witness;

CREATE TABLE witness.write (
  number      bigint GENERATED ALWAYS AS IDENTITY,
  transaction text NOT NULL DEFAULT pg_current_xact_id()::xid::text,
  writer      text NOT NULL DEFAULT current_setting('application_name'),
  what        text NOT NULL,
  run         bigint NOT NULL,
  occurrence  bigint NOT NULL,
  reaped      boolean NOT NULL,
  token       bigint,
  claimant    text,
  outcome     text
);

-- The newest claim, as it stands when the run or its findings have been written.
CREATE FUNCTION witness.note(what text, run termwise.run) RETURNS void LANGUAGE sql AS $body$
  INSERT INTO witness.write (what, run, occurrence, reaped, token, claimant, outcome)
  SELECT what, run.id, run.occurrence, run.ending = 'lost', newest.token, 'termwised-' || program.process_id,
         newest.outcome
  FROM (SELECT * FROM termwise.attempt WHERE attempt.occurrence = run.occurrence ORDER BY token DESC LIMIT 1) AS newest
  JOIN termwise.program ON program.id = newest.program
$body$;

CREATE FUNCTION witness.run_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $body$
BEGIN
  PERFORM witness.note('run ' || NEW.state, NEW);
  RETURN NULL;
END
$body$;
CREATE TRIGGER witness AFTER INSERT OR UPDATE ON termwise.run
  FOR EACH ROW EXECUTE FUNCTION witness.run_written();

CREATE FUNCTION witness.findings_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $body$
BEGIN
  PERFORM witness.note('findings', run) FROM termwise.run WHERE run.id IN (SELECT written.run FROM written);
  RETURN NULL;
END
$body$;
CREATE TRIGGER witness AFTER INSERT ON termwise.finding
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION witness.findings_written();
