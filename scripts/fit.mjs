// npm run fit -- FILE.csv --law NAME: fits a scaling law to a table of runs, one a row, as the page does. Options:
//   --law power-n|power-d|power-c|chinchilla|isoflop|kaplan|data-constrained
//   --n, --d, --c, --loss NAME  columns of parameters, tokens, FLOPs (6·N·D if there is none) and nats per token
//   --u NAME                    column of unique tokens
//   --run NAME                  column which names the training curve that a row belongs to
//   --robust huber|squares      what is minimised over log residuals
//   --floor auto|never|always   of a power law
//   --resample runs|noise       what stands behind the intervals of a law of N and D
//   --budget FLOPS              how to spend them
//   --base E,A,B,alpha,beta    of the data-constrained law; fitted to the rows that repeat nothing if left out
//   --replicates COUNT, --seed INTEGER
//   --json                      for machines, with covariance and residuals
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitLaw } from './fit-laws.mjs';
import { LAWS, readFitOptions } from './fit-options.mjs';
import { toJson } from './fit-report.mjs';
import { runScript } from './run-script.mjs';
import { ROOT, setUp } from './set-up.mjs';

await runScript(async () => {
  const options = readFitOptions(process.argv.slice(2));
  setUp();
  const rows = await readRows(options);
  const { result, text } = await fitLaw(rows, options, load);
  console.log(options.json ? toJson({ law: options.law, ...result }) : text);
  return 0;
});

/**
 * @param {import('./fit-laws.mjs').FitOptions} options
 * @returns {Promise<import('./fit-laws.mjs').Row[]>}
 */
async function readRows({ file, law, columns }) {
  const { namesOf, readTable } = await import('./fit-table.mjs');
  const text = read(file);
  const sixNDStandsIn = columns.c === 'C' && law === 'isoflop' && !namesOf(text).includes('C');
  const quantities = LAWS[law].filter((quantity) => !(quantity === 'c' && sixNDStandsIn));
  const names = quantities.map((quantity) => columns[quantity]);
  return readTable(text, file, names, columns.run).map(({ numbers, label }) => {
    const { n: inN, d: inD, c: inC, u: inU, loss: inLoss } = columns;
    const [n = NaN, d = NaN, c = 6 * n * d, u = d, loss = NaN] = [inN, inD, inC, inU, inLoss].map(
      (name) => numbers[name],
    );
    return { n, d, c, u, loss, ...(label !== undefined && { run: label }) };
  });
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** A module of src/laws, as Vite gives it to the page. @type {import('./fit-laws.mjs').Load} */
async function load(path) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'src/laws', path), {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
  });
  return module;
}
