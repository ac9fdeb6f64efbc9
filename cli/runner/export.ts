import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { existsSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { JobLoader } from '../../src/engine/training/load-job.ts';
import { trainingNumbers } from '../../src/engine/training/training-numbers.ts';
import { queuedRun, type Run } from '../../src/lab/runs/run.ts';
import { PROGRAMS } from '../../src/lab/files/pytorch/programs.ts';
import { bytesOf } from '../../src/lab/files/pytorch/file-content.ts';
import { pytorchFiles, type PortableRun } from '../../src/lab/files/pytorch/pytorch-files.ts';
import { readmeOf } from '../../src/lab/files/pytorch/readme.ts';
import { VERSION } from '../../src/lab/session/version.ts';
import { located } from '../../src/lab/storage/located.ts';
import { Ended, EXIT } from './exit.ts';
import { openTexts, TEXTS_BASE } from './open-texts.ts';
import { readSweep, type Sweep, type SweepRun } from './read-sweep.ts';
import { Damaged, readEnded, RunFiles, type Begun } from './run-files.ts';
import { claimFolder, EXPERIMENT_FILE } from './sweep.ts';
import { makeFolder, writeWhole } from './whole-file.ts';

/** What matters here of the files of a state. */
const SAVED = v.object({ step: v.number() });

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
  openTexts();
  const out = resolve(values.out);
  await claimFolder(out, sweep.selection);
  for (const one of exported) await refuseToLose(out, one);
  for (const [name, program] of Object.entries(PROGRAMS)) await writeWhole(join(out, name), program);
  const loader = new JobLoader();
  const written = new Set<string>();
  const named: Pick<PortableRun, 'folder' | 'run'>[] = [];
  for (const one of exported) {
    const run = await portableRun(one, loader);
    named.push({ folder: run.folder, run: run.run });
    await makeFolder(join(out, run.folder, 'torch'));
    const { experiment, size } = sweep.selection;
    for (const [name, content] of Object.entries(await pytorchFiles(run, experiment, size, VERSION))) {
      if (written.has(name)) continue;
      await writeWhole(join(out, name), [bytesOf(content)]);
      written.add(name);
    }
  }
  // A README that names all runs is not replaced by one that names a single run.
  const readme = join(out, 'README.md');
  if (!existsSync(readme) || exported.length > 1)
    await writeWhole(readme, readmeOf(sweep.selection.experiment, named, []));
  return exportedWords(out, exported);
}

/** What was written, and the command that goes on with it. */
function exportedWords(out: string, exported: readonly Exported[]): string {
  const [first] = exported;
  const steps = first?.begun?.run.step ?? 0;
  const what = exported.length === 1 ? '1 run' : `${exported.length} runs`;
  const written = `${what} at step ${steps} in ${out}; python3`;
  if (first === undefined || steps < first.run.planned.plan.steps)
    return `${written} ${[join(out, 'sweep.py'), out].map(quoted).join(' ')} trains to the end.`;
  const command = [join(out, 'continue.py'), join(out, first.run.name), '500', '0.002'];
  return `${written} ${command.map(quoted).join(' ')} trains 500 steps more at a rate of 0.002.`;
}

/** A word of a command as a shell reads it. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll(`'`, `'\\''`)}'`;
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
  const files = new RunFiles(dirname(folder), run, sweep.selection);
  const begun = await begunOf(files);
  if (begun === undefined)
    throw new Ended(EXIT.noInput, `${folder} has no checkpoint: export ${file} to begin at the first step.`);
  // The last checkpoint of a run that has ended lacks what its end brought.
  const ended = await files.result().catch(() => undefined);
  const isLast = ended?.state === 'finished' && begun.run.step === ended.step;
  return { exported: [{ run, begun: isLast ? { ...begun, run: ended } : begun }], sweep };
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

/** Refuses to put a run back that PyTorch or the engine has trained further in this folder. */
async function refuseToLose(out: string, { begun, run: { name, planned } }: Exported): Promise<void> {
  const step = begun?.run.step ?? 0;
  const states = ['torch/run.json', 'checkpoint/state.json'].map((file) => join(out, name, file));
  const steps = await Promise.all(states.map(savedStep));
  const result = await readEnded(join(out, name)).catch(() => undefined);
  const there = Math.max(...steps, result?.run.state === 'finished' ? planned.plan.steps : 0);
  if (there <= step) return;
  const words = `${join(out, name)} is at step ${there}, and this would put it back to step ${step}`;
  throw new Ended(EXIT.usage, `${words}: choose another folder by --out.`);
}

/** The step of a state; 0 if there is none that can be read. */
async function savedStep(file: string): Promise<number> {
  try {
    return v.parse(SAVED, JSON.parse(await readFile(file, 'utf8'))).step;
  } catch {
    return 0;
  }
}

async function portableRun({ begun, run }: Exported, loader: JobLoader): Promise<PortableRun> {
  const state: Run = begun?.run ?? queuedRun(run.planned);
  const { plan } = located(state, TEXTS_BASE);
  const numbers = await trainingNumbers((limits) => loader.load(plan, limits, () => {}, begun?.checkpoint));
  return { folder: run.name, run: state, numbers, from: begun?.checkpoint };
}
