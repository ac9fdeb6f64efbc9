// npm run fit -- FILE.csv --law NAME: fits a scaling law to a table of runs, one a row, as the page does. Options:
//   --law power-n|power-d|power-c|power-c-min  a power law of one quantity
//         frontier                 a power law of C through the best of training curves
//         approach1|approach2|approach3|approaches  N_opt(C) and D_opt(C), each way or all beside the published
//         chinchilla|kaplan|gadre|data-constrained|isoflop  (chinchilla is approach3, isoflop approach2)
//         kaplan-steps             L(N, S_min) of training curves after their transient
//         critical-batch           of the steps that one loss took at several batch sizes
//         critical-batch-law       B_crit(L)
//         noise-scale              tr Σ / |G|², of gradients of small and of big batches
//         position                 a + b·T^-c over positions in the context
//   --n, --d, --c, --loss NAME  columns of parameters, tokens, FLOPs (6·N·D if there is none) and nats per token
//   --u, --s, --batch NAME      columns of unique tokens, of steps, and of tokens a step
//   --position NAME             column of positions, counted from 1
//   --small, --big NAME         columns of squared norms of gradients: the mean of small batches, and of a big one
//   --small-batch, --big-batch SIZE  of these, both in examples or both in tokens
//   --run NAME                  column which names the training curve that a row belongs to
//   --shape NAME                column which names the shape of a run: a bootstrap draws runs among those of their shape
//   --critical-batch B_star,alpha_B  of B_crit(L): makes S_min of S, and C_min of C; without it they are taken for these
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
import { fitLaw } from './laws.mjs';
import { readFitOptions } from './options.mjs';
import { toJson } from './report.mjs';
import { loadLaws } from './load-laws.mjs';
import { readText } from './read-text.mjs';
import { runScript } from '../../scripts/run-script.mjs';
import { setUp } from '../../scripts/set-up.mjs';

/** Of a row of which no column is read. @type {Readonly<Record<import('./law-inputs.mjs').Quantity, number>>} */
const NOTHING = {
  n: NaN,
  d: NaN,
  c: NaN,
  u: NaN,
  s: NaN,
  batch: NaN,
  position: NaN,
  small: NaN,
  big: NaN,
  loss: NaN,
};

await runScript(async () => {
  const options = readFitOptions(process.argv.slice(2));
  setUp();
  const rows = await readRows(options);
  const { result, text } = await fitLaw(rows, options, loadLaws);
  console.log(options.json ? toJson({ law: options.law, ...result }) : text);
  return 0;
});

/**
 * @param {import('./laws.mjs').FitOptions} options
 * @returns {Promise<import('./laws.mjs').Row[]>}
 */
async function readRows({ file, columns, quantities, labels: { run, shape } }) {
  const { namesOf, readTable } = await import('./read-table.mjs');
  const text = readText(file);
  const sixNDStandsIn = columns.c === 'C' && quantities.includes('n') && !namesOf(text).includes('C');
  const read = quantities.filter((quantity) => !(quantity === 'c' && sixNDStandsIn));
  const labels = [run, shape].filter((name) => name !== undefined);
  const names = read.map((quantity) => columns[quantity]);
  return readTable(text, file, names, labels).map(({ numbers, labels: said }) => {
    const row = {
      ...NOTHING,
      ...Object.fromEntries(read.map((quantity) => [quantity, numbers[columns[quantity]]])),
    };
    return {
      ...row,
      c: sixNDStandsIn ? 6 * row.n * row.d : row.c,
      u: quantities.includes('u') ? row.u : row.d,
      ...(run !== undefined && { run: said[run] }),
      ...(shape !== undefined && { shape: said[shape] }),
    };
  });
}
