import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { experimentJson } from '../../src/lab/files/experiment-json.ts';
import { isSameSelection, type Selection } from '../../src/lab/experiments/selection.ts';
import type { PlannedRun } from '../../src/lab/plan/plan-runs.ts';
import { finalLosses, queuedRun } from '../../src/lab/runs/run.ts';
import { Trunks } from '../../src/lab/runs/trunks.ts';
import { MOST_LOSSES } from '../../src/lab/session/stop-words.ts';
import { Ended, EXIT, type ExitCode } from './exit.ts';
import { fileOf } from './file-argument.ts';
import type { OpenTrainer } from './open-trainer.ts';
import { readSweep, savedIn, type SweepRun } from './read-sweep.ts';
import { Damaged, RunFiles, type Begun } from './run-files.ts';
import { lockRun, type RunLock } from './run-lock.ts';
import { shareOf, sharesOfRuns, type Share } from './shares.ts';
import type { Tell } from './tell.ts';
import { trainRun, type Outcome } from './train-run.ts';
import { makeFolder, writeWhole } from './whole-file.ts';

/** The file of a folder of results that says which experiment they are of. */
export const EXPERIMENT_FILE = 'experiment.json';

/** Seconds between two checkpoints, unless `--save-every` says otherwise. */
const SAVE_EVERY = '60';
const MOST_SAVE_EVERY = 86_400;

interface Options {
  readonly file: string;
  readonly out: string;
  readonly share: Share;
  readonly adapter: number | undefined;
  readonly saveEvery: number;
}

/** What a sweep needs of its process. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly tell: Tell;
  /** Aborted when the process is asked to end. */
  readonly stop: AbortSignal;
  readonly open: (adapter: number | undefined) => Promise<OpenTrainer>;
}

/**
 * `loglog sweep FILE [--index I --of N] [--out DIR] [--adapter I] [--save-every SECONDS]`: trains the runs of an experiment, or
 * one share of them. Runs that ended are skipped, and runs that had begun resume.
 *
 * @throws {Ended} if nothing can be trained
 */
export async function sweep(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const options = readOptions(args, around.environment);
  const { runs, selection } = readSweep(options.file);
  const mine = partOf(runs, options.share);
  const flops = mine.reduce((sum, run) => sum + run.flops, 0);
  around.tell({ event: 'share', ...options.share, runs: mine.length, ofRuns: runs.length, flops });
  await claimFolder(options.out, selection);
  const work = new SweepWork(options, selection, mine, around);
  try {
    for (const run of mine) {
      if (around.stop.aborted) break;
      await work.train(run);
    }
  } finally {
    work.close();
  }
  return work.end();
}

/** The runs of a share, cheapest first. */
export function partOf(runs: readonly SweepRun[], { index, of }: Share): SweepRun[] {
  const shares = sharesOfRuns(runs, of);
  return runs.filter((_, i) => shares[i] === index);
}

/** The runs of one process, one after another. */
class SweepWork {
  #opened: OpenTrainer | undefined;
  #finished = 0;
  #failed = 0;
  #held: string[] = [];
  #faults: string[] = [];
  readonly #trunks = new Trunks();

  constructor(
    private readonly options: Options,
    private readonly selection: Selection,
    private readonly runs: readonly SweepRun[],
    private readonly around: Surroundings,
  ) {}

  /** Trains a run unless it has ended or another process trains it. */
  async train(run: SweepRun): Promise<void> {
    const { tell } = this.around;
    const files = new RunFiles(this.options.out, run, this.selection);
    if (await this.#isDone(files)) return;
    await files.make();
    const lock = await lockRun(files.folder);
    if (lock.kind === 'held') {
      this.#held.push(`${run.name} is trained by ${lock.by}`);
      return tell({ event: 'held', run: run.name, by: lock.by });
    }
    try {
      // Another process may have finished it since.
      if (await this.#isDone(files)) return;
      await files.clean();
      this.#count(run, await this.#trainThrough(files, lock));
    } finally {
      await lock.release();
    }
  }

  /** Tells how the share ended. @returns the exit code */
  end(): ExitCode {
    const runs = this.runs.length;
    const left = runs - this.#finished - this.#failed;
    const code = this.#code();
    this.around.tell({ event: 'end', code, finished: this.#finished, failed: this.#failed, left });
    if (this.around.stop.aborted) return code;
    const [why] = [...this.#faults, ...this.#held];
    if (why !== undefined) throw new Ended(code, `${left} of ${runs} runs are left: ${why}.`);
    return code;
  }

  close(): void {
    this.#opened?.close();
  }

  #code(): ExitCode {
    if (this.around.stop.aborted) return EXIT.again;
    if (this.#faults.length > 0) return EXIT.fault;
    return this.#held.length > 0 ? EXIT.again : EXIT.done;
  }

  async #isDone(files: RunFiles): Promise<boolean> {
    const { name } = files.run;
    const run = await files
      .result()
      .catch((error: unknown) => this.#damaged(name, error, 'is trained again'));
    if (run === undefined || (run.state !== 'finished' && run.state !== 'failed')) return false;
    this.around.tell({ event: 'skipped', run: name, state: run.state });
    if (run.state === 'finished') this.#finished++;
    else this.#failed++;
    return true;
  }

  /** Trains a run to its end, and resumes it after lost GPUs. */
  async #trainThrough(files: RunFiles, lock: RunLock): Promise<Outcome> {
    const { stop, tell } = this.around;
    const { planned, name } = files.run;
    const { trainer, origin } = await this.#open();
    let losses = 0;
    let last = -1;
    for (;;) {
      const begun = (await this.#begun(files)) ?? this.#branchOf(planned);
      const step = begun?.checkpoint.step ?? 0;
      losses = step > last ? 0 : losses + 1;
      last = step;
      if (losses >= MOST_LOSSES)
        throw new Ended(
          EXIT.again,
          `The GPU was lost ${MOST_LOSSES} times in a row at step ${step} of ${name}.`,
        );
      tell({ event: 'begun', run: name, step, of: planned.plan.steps });
      const { saveEvery } = this.options;
      const trunks = this.#trunks;
      const keepAt = trunks.keepAt(
        planned.plan,
        this.runs.map((run) => queuedRun(run.planned)),
      );
      const work = { trainer, files, origin, lock, tell, stop, saveEvery, trunks, keepAt };
      const outcome = await trainRun(work, begun);
      if (outcome.kind !== 'lost' || stop.aborted) return outcome;
      tell({ event: 'lost', run: name, step: outcome.run.step });
    }
  }

  #begun(files: RunFiles): Promise<Begun | undefined> {
    return files
      .begun()
      .catch((error: unknown) => this.#damaged(files.run.name, error, 'starts again from its first step'));
  }

  /** A run as it branches off a shorter one that this process has trained; undefined if there is none. */
  #branchOf(planned: PlannedRun): Begun | undefined {
    const branch = this.#trunks.branchOf(planned.plan);
    return branch && { run: { ...queuedRun(planned), ...branch.begun }, checkpoint: branch.from };
  }

  /** Tells of a file that is damaged. @throws any other error */
  #damaged(run: string, error: unknown, then: string): undefined {
    if (!(error instanceof Damaged)) throw error;
    this.around.tell({ event: 'damaged', run, message: `${error.message}: the run ${then}` });
    return undefined;
  }

  /** The engine, opened for the first run that needs it. @throws {Ended} without an adapter, or if it cannot hold a run */
  async #open(): Promise<OpenTrainer> {
    if (this.#opened !== undefined) return this.#opened;
    const opened = await this.around.open(this.options.adapter);
    this.#opened = opened;
    const { adapter, software, system } = opened.origin;
    this.around.tell({ event: 'machine', adapter, software, system });
    const [refusal] = await opened.trainer.memory(this.runs.map(({ planned }) => planned.plan));
    if (refusal !== undefined) throw new Ended(EXIT.usage, `${refusal.run}: ${refusal.message}.`);
    return opened;
  }

  #count({ name: run, planned }: SweepRun, outcome: Outcome): void {
    const { tell } = this.around;
    const { step, trainingSeconds: seconds } = outcome.run;
    switch (outcome.kind) {
      case 'finished':
        this.#finished++;
        return tell({ event: 'finished', run, losses: [...(finalLosses(outcome.run) ?? [])], seconds });
      case 'failed':
        this.#failed++;
        return tell({ event: 'failed', run, message: outcome.run.failure });
      case 'stopped':
      case 'lost':
        return tell({ event: 'stopped', run, step, of: planned.plan.steps });
      case 'fault':
        this.#faults.push(`${run}: ${outcome.message}`);
        return tell({ event: 'fault', run, message: outcome.message });
      default:
        return outcome satisfies never;
    }
  }
}

/** Makes a folder of results of an experiment. @throws {Ended} if it has another one's */
export async function claimFolder(out: string, selection: Selection): Promise<void> {
  await makeFolder(out);
  const file = join(out, EXPERIMENT_FILE);
  if (!existsSync(file)) return writeWhole(file, experimentJson(selection));
  if (isSameSelection(savedIn(file), selection)) return undefined;
  throw new Ended(EXIT.usage, `${out} has results of another experiment: choose another folder by --out.`);
}

function readOptions(args: readonly string[], environment: Surroundings['environment']): Options {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      index: text,
      of: text,
      adapter: text,
      out: { ...text, default: 'runs' },
      'save-every': { ...text, default: SAVE_EVERY },
    },
  });
  return {
    file: fileOf(positionals, 'sweep'),
    out: resolve(values.out),
    share: shareOf(values, environment),
    adapter: values.adapter === undefined ? undefined : adapterOf(values.adapter),
    saveEvery: secondsOf(values['save-every']),
  };
}

function adapterOf(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new Ended(EXIT.usage, `--adapter must be a whole number: “${text}”.`);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= MOST_SAVE_EVERY) return seconds;
  throw new Ended(
    EXIT.usage,
    `--save-every must be above 0 and at most ${MOST_SAVE_EVERY} seconds: “${text}”.`,
  );
}
