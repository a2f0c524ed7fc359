// The test of attainment and progress of 2016 to 2018 in DuckDB, over a table of schools and years.
//
//     floor_duckdb.mjs FILE
//
// Prints the seconds of the test by itself, once the table is loaded, and how many are below.
import { DuckDBInstance } from "@duckdb/node-api";

const [file] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
await connection.run(`create table school as select * from read_csv('${file}', header = true, nullstr = '')`);
const start = performance.now();
const result = await connection.run(`
  with judged as (
    select TELIG, PTRWM_EXP, floor(PTRWM_EXP * TELIG / 100 + 0.5) as reached,
      (READPROG < -5)::integer + (WRITPROG < -7)::integer + (MATPROG < -5)::integer as under,
      (READPROG < -5 and READPROG_UPPER < 0) or (WRITPROG < -7 and WRITPROG_UPPER < 0)
        or (MATPROG < -5 and MATPROG_UPPER < 0) as surely
    from school
    where TELIG >= 11 and PTRWM_EXP is not null and READCOV >= 50 and WRITCOV >= 50 and MATCOV >= 50)
  select count(*) from judged where 100 * reached < 65 * TELIG and (under >= 2 or (under = 1 and surely))`);
const rows = await result.getRows();
console.log(`${((performance.now() - start) / 1000).toFixed(4)} ${rows[0][0]}`);
