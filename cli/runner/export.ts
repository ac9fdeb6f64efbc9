import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { existsSync, statSync } from 'node:fs';
import { JobLoader } from '../../src/engine/training/load-job.ts';
import { trainingNumbers } from '../../src/engine/training/training-numbers.ts';
import { queuedRun, type Run } from '../../src/lab/runs/run.ts';
import { experimentJson } from '../../src/lab/files/experiment-json.ts';
import { PROGRAMS } from '../../src/lab/files/pytorch/programs.ts';
import { pytorchFiles, type FileContent } from '../../src/lab/files/pytorch/pytorch-files.ts';
import { VERSION } from '../../src/lab/session/version.ts';
import { located } from '../../src/lab/storage/located.ts';
import { Ended, EXIT } from './exit.ts';
import { openTexts, TEXTS_BASE } from './open-texts.ts';
import { readSweep, type Sweep, type SweepRun } from './read-sweep.ts';
import { Damaged, RunFiles, type Begun } from './run-files.ts';
import { EXPERIMENT_FILE } from './sweep.ts';
import { makeFolder, writeWhole } from './whole-file.ts';

/** A run to export, and the state from which it goes on; undefined before its first step. */
interface Exported {
  readonly run: SweepRun;
  readonly begun: Begun | undefined;
}

/**
 * `loglog export FILE|RUN --to pytorch [--out DIR]`: writes runs as the programs in `python` read them, in a folder that `sweep` and
 * `merge` read as well. FILE is an experiment, whose runs have not begun; RUN is the folder of a run with a checkpoint.
 *
 * @returns what was written, in words
 * @throws {Ended} if nothing can be exported
 */
export async function exportRuns(args: readonly string[]): Promise<string> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { to: { type: 'string' }, out: { type: 'string', default: 'torch-runs' } },
  });
  if (values.to !== 'pytorch')
    throw new Ended(
      EXIT.usage,
      `--to must be pytorch: ${values.to === undefined ? 'it was not given' : `“${values.to}”`}.`,
    );
  const [source, ...more] = positionals;
  if (source === undefined || more.length > 0)
    throw new Ended(
      EXIT.usage,
      `loglog export reads one experiment file or one run's folder, and ${positionals.length} were given.`,
    );
  const { exported, sweep } = await (isFolder(source) ? runIn(resolve(source)) : runsOf(source));
  for (const { run } of exported) refuseUnknown(run);
  openTexts();
  const out = resolve(values.out);
  await makeFolder(out);
  await writeWhole(join(out, EXPERIMENT_FILE), experimentJson(sweep.selection));
  for (const [name, program] of Object.entries(PROGRAMS)) await writeWhole(join(out, name), program);
  const loader = new JobLoader();
  const written = new Set<string>();
  for (const one of exported) {
    await makeFolder(join(out, one.run.name, 'torch'));
    for (const [name, content] of Object.entries(await filesOf(one, sweep, loader))) {
      if (written.has(name)) continue;
      await writeWhole(join(out, name), typeof content === 'string' ? content : content.map(bytesOf));
      written.add(name);
    }
  }
  const steps = exported[0]?.begun?.run.step ?? 0;
  const what = exported.length === 1 ? '1 run' : `${exported.length} runs`;
  return `${what} at step ${steps} in ${out}; python3 ${join(out, 'sweep.py')} ${out} trains them to their ends.`;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

async function runsOf(source: string): Promise<{ exported: Exported[]; sweep: Sweep }> {
  const sweep = readSweep(source);
  return { exported: sweep.runs.map((run) => ({ run, begun: undefined })), sweep };
}

/** The run that a folder is of, at its last checkpoint. */
async function runIn(folder: string): Promise<{ exported: Exported[]; sweep: Sweep }> {
  const file = join(dirname(folder), EXPERIMENT_FILE);
  if (!existsSync(file))
    throw new Ended(
      EXIT.noInput,
      `${folder} is not the folder of a run: there is no ${EXPERIMENT_FILE} beside it.`,
    );
  const sweep = readSweep(file);
  const run = sweep.runs.find(({ name }) => name === basename(folder));
  if (run === undefined) throw new Ended(EXIT.usage, `${basename(folder)} is no run of ${file}.`);
  const begun = await begunOf(new RunFiles(dirname(folder), run, sweep.selection));
  if (begun === undefined)
    throw new Ended(EXIT.noInput, `${folder} has no checkpoint: export ${file} to begin at the first step.`);
  return { exported: [{ run, begun }], sweep };
}

async function begunOf(files: RunFiles): Promise<Begun | undefined> {
  try {
    return await files.begun();
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    throw new Ended(EXIT.usage, `The checkpoint of ${files.run.name} cannot be read: ${error.message}.`, {
      cause: error,
    });
  }
}

/** Refuses what the programs do not compute. */
function refuseUnknown({ name, planned: { plan } }: SweepRun): void {
  if (plan.shape.kind === 'lstm')
    throw new Ended(EXIT.usage, `${name} is an LSTM, and only transformers are exported to PyTorch.`);
}

async function filesOf(
  { begun, run }: Exported,
  sweep: Sweep,
  loader: JobLoader,
): Promise<Record<string, FileContent>> {
  const state: Run = begun?.run ?? queuedRun(run.planned);
  const { plan } = located(state, TEXTS_BASE);
  const numbers = await trainingNumbers((limits) => loader.load(plan, limits, () => {}, begun?.checkpoint));
  const portable = { folder: run.name, run: state, numbers, from: begun?.checkpoint };
  const { experiment, size } = sweep.selection;
  return pytorchFiles(portable, experiment, size, VERSION);
}

function bytesOf({ buffer, byteLength, byteOffset }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
