import { parseArgs } from 'node:util';
import { bytesNeeded } from '../../src/engine/run/bytes-needed.ts';
import { networkOf } from '../../src/engine/training/networks.ts';
import type { RunPlan } from '../../src/engine/trainer.ts';
import { columns } from '../columns.ts';
import { Ended, EXIT } from './exit.ts';
import { fileOf } from './file-argument.ts';
import { readSweep, type SweepRun } from './read-sweep.ts';
import { sharesOfRuns } from './shares.ts';

/** A run as `plan` prints it. */
interface PlanRow {
  readonly run: string;
  /** N, parameters without embeddings and head. */
  readonly parameters: number;
  /** D, tokens that one lane sees. */
  readonly tokens: number;
  readonly lanes: number;
  /** C of all lanes. */
  readonly flops: number;
  /** Of GPU memory. */
  readonly bytes: number;
  /** From 0. */
  readonly share: number;
}

const MOST_SHARES = 100_000;

/**
 * `loglog plan FILE [--of N] [--json]`: the runs of an experiment with N, D, C, the bytes of GPU memory that they need, and
 * the share that trains each.
 *
 * @throws {Ended} with the rule, if the experiment cannot be trained
 */
export function plan(args: readonly string[]): string {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { of: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
  });
  const { runs } = readSweep(fileOf(positionals, 'plan'));
  const rows = rowsOf(runs, countOf(values.of));
  if (values.json) return JSON.stringify({ runs: rows, shares: sharesOf(rows) }, null, 2);
  return [
    columns([
      ['run', 'N', 'D', 'models', 'C', 'bytes', 'share'],
      ...rows.map(({ run, parameters, tokens, lanes, flops, bytes, share }) => [
        run,
        parameters.toLocaleString('en'),
        tokens.toLocaleString('en'),
        String(lanes),
        flops.toExponential(3),
        bytes.toLocaleString('en'),
        String(share),
      ]),
    ]),
    columns([
      ['share', 'runs', 'C', 'of the largest'],
      ...sharesOf(rows).map(({ share, runs: count, flops, ofLargest }) => [
        String(share),
        String(count),
        flops.toExponential(3),
        `${Math.round(100 * ofLargest)} %`,
      ]),
    ]),
  ].join('\n\n');
}

function rowsOf(runs: readonly SweepRun[], of: number): PlanRow[] {
  const shares = sharesOfRuns(runs, of);
  return runs.map(({ name, planned, flops }, i) => ({
    run: name,
    parameters: planned.parameters.nonEmbedding,
    tokens: planned.tokens,
    lanes: planned.plan.lanes.length,
    flops,
    bytes: bytesOf(planned.plan),
    share: shares[i] ?? 0,
  }));
}

/** GPU memory that a plan needs. @throws {Ended} with the rule that its shape breaks */
function bytesOf({ batch, lanes, shape }: RunPlan): number {
  try {
    const { activations, weights } = bytesNeeded(networkOf(shape), batch, lanes.length);
    return [...activations.values(), ...weights.values()].reduce((sum, bytes) => sum + bytes, 0);
  } catch (error) {
    throw new Ended(EXIT.usage, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The shares that have a run. */
function sharesOf(
  rows: readonly PlanRow[],
): { share: number; runs: number; flops: number; ofLargest: number }[] {
  const used = [...new Set(rows.map(({ share }) => share))].sort((a, b) => a - b);
  const sums = used.map((share) => {
    const own = rows.filter((row) => row.share === share);
    return { share, runs: own.length, flops: own.reduce((sum, { flops }) => sum + flops, 0) };
  });
  const largest = sums.reduce((most, { flops }) => Math.max(most, flops), 0);
  return sums.map((sum) => ({ ...sum, ofLargest: sum.flops / largest }));
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_SHARES) return count;
  const most = MOST_SHARES.toLocaleString('en');
  throw new Ended(EXIT.usage, `--of must be a whole number from 1 to ${most}: “${text}”.`);
}
