-- name: list_history
SELECT run, occurrence, (extract(epoch FROM moment) * 1000000)::bigint, job, la_code, academic_year, plugin, state,
       ending, sentence, finding_count, file
FROM (SELECT id AS run, occurrence, started_at AS moment, job, la_code, academic_year, plugin, state, ending, sentence,
             finding_count, '' AS file
      FROM termwise.run
      UNION ALL
      SELECT NULL, id, ended_at, job, coalesce(la_code, ''), NULL, '', state, '', sentence, 0, coalesce(file, '')
      FROM termwise.occurrence
      WHERE state IN ('succeeded', 'failed')
        AND NOT EXISTS (SELECT FROM termwise.run WHERE run.occurrence = occurrence.id)
     ) AS entry
ORDER BY moment DESC, run DESC NULLS LAST, occurrence DESC
LIMIT $2::bigint OFFSET $1::bigint;

-- name: outcomes_of_run
SELECT rule, outcome, count(*) FROM termwise.finding WHERE run = $1 GROUP BY rule, outcome ORDER BY rule, outcome;
