// npm run fit -- FILE.csv --law NAME: fits a scaling law to a table of runs, one a row, as the page does. Options:
//   --law power-n|power-d|power-c  a power law of one quantity
//         frontier                 a power law of C through the best of training curves
//         approach1|approach2|approach3|approaches  N_opt(C) and D_opt(C), each way or all beside the published
//         chinchilla|kaplan|gadre|data-constrained|isoflop  (chinchilla is approach3, isoflop approach2)
//   --n, --d, --c, --loss NAME  columns of parameters, tokens, FLOPs (6·N·D if there is none) and nats per token
//   --u NAME                    column of unique tokens
//   --run NAME                  column which names the training curve that a row belongs to
//   --robust huber|squares|plain-squares  what is minimised over log residuals, or over plain ones
//   --floor auto|never|always   of a power law
//   --resample runs|noise       what stands behind the intervals of a law of N and D
//   --method budgets|hull       of approach 1, with --all-budgets (those of the smallest and largest model, too) and
//   --smoothing SHARE           of a curve's points
//   --budget FLOPS              how to spend them
//   --base E,A,B,alpha,beta     of the data-constrained law; fitted to the rows that repeat nothing if left out
//   --profile NAME              the profile likelihood of a parameter; of a power law, that of its floor
//   --hold-out COUNT            fits the law without the largest runs, and predicts those
//   --replicates COUNT, --seed INTEGER
//   --json                      for machines, with covariance and residuals
import { fitLaw } from './fit-laws.mjs';
import { LAWS, readFitOptions } from './fit-options.mjs';
import { toJson } from './fit-report.mjs';
import { loadLaws } from './load-laws.mjs';
import { readText } from './read-text.mjs';
import { runScript } from './run-script.mjs';
import { setUp } from './set-up.mjs';

await runScript(async () => {
  const options = readFitOptions(process.argv.slice(2));
  setUp();
  const rows = await readRows(options);
  const { result, text } = await fitLaw(rows, options, loadLaws);
  console.log(options.json ? toJson({ law: options.law, ...result }) : text);
  return 0;
});

/**
 * @param {import('./fit-laws.mjs').FitOptions} options
 * @returns {Promise<import('./fit-laws.mjs').Row[]>}
 */
async function readRows({ file, law, columns }) {
  const { namesOf, readTable } = await import('./fit-table.mjs');
  const text = readText(file);
  const sixNDStandsIn = columns.c === 'C' && LAWS[law].includes('n') && !namesOf(text).includes('C');
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
