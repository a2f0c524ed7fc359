// DuckDB's load of a file of pupils into a typed table of its own with the same key.
//
//     pupil_duckdb.mjs FILE DATABASE TABLE-DEFINITION
import { DuckDBInstance } from "@duckdb/node-api";

const [file, database, definition] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database, { threads: "2" });
const connection = await instance.connect();
for (const statement of definition.split(";")) await connection.run(statement);
await connection.run(`copy duckdb_pupils from '${file}' (format csv, header)`);
await connection.run("checkpoint");
const rows = await (await connection.run("select count(*) from duckdb_pupils")).getRows();
console.log(String(rows[0][0]));
