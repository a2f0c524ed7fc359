-- name: compared_figures
-- One dataset and year: of each school and item the record of the highest batch, and of it the figures asked for, by
-- position, at most 32: "30 - -12", where - is none. In the order in which record_of_school is read backwards, so that
-- nothing is sorted; and without a subquery for each row, which takes three times as long.
SELECT DISTINCT ON (subject, item) subject, item, batch, line,
       array_to_string((ARRAY[
         "values"[($3::integer[])[1]], "values"[($3::integer[])[2]], "values"[($3::integer[])[3]],
         "values"[($3::integer[])[4]], "values"[($3::integer[])[5]], "values"[($3::integer[])[6]],
         "values"[($3::integer[])[7]], "values"[($3::integer[])[8]], "values"[($3::integer[])[9]],
         "values"[($3::integer[])[10]], "values"[($3::integer[])[11]], "values"[($3::integer[])[12]],
         "values"[($3::integer[])[13]], "values"[($3::integer[])[14]], "values"[($3::integer[])[15]],
         "values"[($3::integer[])[16]], "values"[($3::integer[])[17]], "values"[($3::integer[])[18]],
         "values"[($3::integer[])[19]], "values"[($3::integer[])[20]], "values"[($3::integer[])[21]],
         "values"[($3::integer[])[22]], "values"[($3::integer[])[23]], "values"[($3::integer[])[24]],
         "values"[($3::integer[])[25]], "values"[($3::integer[])[26]], "values"[($3::integer[])[27]],
         "values"[($3::integer[])[28]], "values"[($3::integer[])[29]], "values"[($3::integer[])[30]],
         "values"[($3::integer[])[31]], "values"[($3::integer[])[32]]
       ])[1:cardinality($3::integer[])], ' ', '-')
FROM termwise.record
WHERE subject_kind = 1 AND academic_year = $2 AND dataset = $1
ORDER BY subject DESC, item DESC, batch DESC
LIMIT $4;

-- name: batch_names
SELECT id, file_name FROM termwise.batch WHERE id = ANY ($1::bigint[]);
