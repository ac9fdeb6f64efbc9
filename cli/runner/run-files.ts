import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Checkpoint } from '../../src/engine/trainer.ts';
import type { ExperimentSize } from '../../src/lab/experiments/preset.ts';
import type { ExperimentId } from '../../src/lab/experiments/presets.ts';
import { checked } from '../../src/lab/files/checked.ts';
import { ImportRefused } from '../../src/lab/files/import-refused.ts';
import { parseJson } from '../../src/lab/files/parse-json.ts';
import { readResults } from '../../src/lab/files/results-file.ts';
import { resultOf, resultsJson } from '../../src/lab/files/results-json.ts';
import { runSchema } from '../../src/lab/files/run-schema.ts';
import { emptyCurve, extended } from '../../src/lab/runs/curve.ts';
import { queuedRun, type Run } from '../../src/lab/runs/run.ts';
import { resumedRun } from '../../src/lab/runs/resume.ts';
import type { SweepRun } from './read-sweep.ts';
import { makeFolder, removeParts, writeWhole } from './whole-file.ts';

/** Numbers of a checkpoint for each weight: the weight and its two moments. */
const COPIES = 3;

const written = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z]+-\d+\.f32$/)),
  bytes: v.number(),
  sha256: v.string(),
});

/** `checkpoint/state.json`. What it names was on the disk before it. */
const state = v.strictObject({
  format: v.literal('loglog-checkpoint'),
  version: v.literal(1),
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  trainingMilliseconds: v.number(),
  kernels: v.nullable(v.strictObject({ products: v.string(), attention: v.string() })),
  /** [3, R, P]: weights, first moments, second moments, in the engine's own layout. */
  weights: written,
  /** [step, R] nats per token. */
  curve: written,
  run: runSchema,
});

/** A run that has begun, at its last checkpoint. */
export interface Begun {
  readonly run: Run;
  readonly checkpoint: Checkpoint;
}

/** A file that is not as it was written. The message is one sentence. */
export class Damaged extends Error {}

/** The files of one run, in a folder of its own. Whoever writes them holds the run's lock. */
export class RunFiles {
  readonly folder: string;

  constructor(
    out: string,
    readonly run: SweepRun,
    private readonly of: { readonly experiment: ExperimentId; readonly size: ExperimentSize },
  ) {
    this.folder = join(out, run.name);
  }

  async make(): Promise<void> {
    await makeFolder(this.folder);
  }

  /** Removes what an earlier process left half-written. */
  async clean(): Promise<void> {
    await removeParts(this.folder);
    await removeParts(this.#checkpoint());
  }

  /** The run as it ended; undefined if it has not. @throws {Damaged} */
  async result(): Promise<Run | undefined> {
    return (await readEnded(this.folder))?.run;
  }

  /** Saves a run that has ended: its curve, then its result, which says that all is there. */
  async finish(run: Run): Promise<void> {
    const { curve, ...rest } = run;
    await writeWhole(join(this.folder, CURVE), [
      bytesOf(curve.losses.subarray(0, curve.steps * curve.lanes)),
    ]);
    const { experiment, size } = this.of;
    const whole = { ...rest, curve: emptyCurve(curve.lanes) };
    await writeWhole(join(this.folder, RESULT), resultsJson(experiment, [whole], size));
  }

  /** Saves the state of a run under way, and then removes the one before. */
  async saveCheckpoint(run: Run, checkpoint: Checkpoint): Promise<void> {
    const { step, trainingMilliseconds, kernels, parameters, moments } = checkpoint;
    const { curve, ...rest } = resumedRun(run, checkpoint);
    await makeFolder(this.#checkpoint());
    const weights = await this.#part(`weights-${step}.f32`, [bytesOf(parameters), bytesOf(moments)]);
    const losses = await this.#part(`curve-${step}.f32`, [bytesOf(curve.losses)]);
    const told = { format: 'loglog-checkpoint', version: 1, step, trainingMilliseconds, kernels };
    const saved = {
      ...told,
      weights,
      curve: losses,
      run: resultOf({ ...rest, curve: emptyCurve(curve.lanes) }),
    };
    await writeWhole(this.#checkpoint(STATE), `${JSON.stringify(saved)}\n`);
    const kept = new Set([STATE, weights.name, losses.name]);
    for (const name of await readdir(this.#checkpoint()))
      if (!kept.has(name)) await rm(this.#checkpoint(name), { force: true });
  }

  /** The last checkpoint; undefined before the first. @throws {Damaged} if it is not as it was written */
  async begun(): Promise<Begun | undefined> {
    const text = await textOf(this.#checkpoint(STATE));
    if (text === undefined) return undefined;
    const saved = understood(() => checked(state, parseJson(text, STATE), STATE));
    const { plan } = this.run.planned;
    const { step, trainingMilliseconds, kernels } = saved;
    const numbers = await this.#numbers(saved.weights);
    const losses = await this.#numbers(saved.curve);
    const lanes = plan.lanes.length;
    if (numbers.length % (COPIES * lanes) !== 0 || losses.length !== step * lanes)
      throw new Damaged(`the sizes of its files are not those of ${lanes} models after ${step} steps`);
    const count = numbers.length / COPIES;
    const { evaluations, origin, speedVoid, tuning } = saved.run;
    return {
      run: {
        ...queuedRun(this.run.planned),
        evaluations,
        origin,
        speedVoid,
        tuning,
        step,
        curve: extended(emptyCurve(lanes), 0, losses),
      },
      checkpoint: {
        run: plan.id,
        step,
        trainingMilliseconds,
        kernels,
        parameters: numbers.slice(0, count),
        moments: numbers.slice(count),
      },
    };
  }

  async #part(name: string, content: readonly Uint8Array[]): Promise<v.InferOutput<typeof written>> {
    await writeWhole(this.#checkpoint(name), content);
    const bytes = content.reduce((sum, { length }) => sum + length, 0);
    return { name, bytes, sha256: digestOf(content) };
  }

  async #numbers({ name, bytes, sha256 }: v.InferOutput<typeof written>): Promise<Float32Array<ArrayBuffer>> {
    const content = await readFile(this.#checkpoint(name)).catch(() => undefined);
    if (content === undefined) throw new Damaged(`${name} is missing`);
    if (content.length !== bytes) throw new Damaged(`${name} has ${content.length} bytes, not ${bytes}`);
    if (digestOf([content]) !== sha256) throw new Damaged(`${name} has other bytes than were written`);
    return numbersOf(content);
  }

  #checkpoint(name = ''): string {
    return join(this.folder, 'checkpoint', name);
  }
}

const RESULT = 'result.json';
const CURVE = 'curve.f32';
const STATE = 'state.json';

/** A run that ended, and the experiment that it is of. */
export interface EndedRun {
  readonly run: Run;
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize | null;
}

/** The run that ended in a folder, with its curve; undefined if none has. @throws {Damaged} */
export async function readEnded(folder: string): Promise<EndedRun | undefined> {
  const text = await textOf(join(folder, RESULT));
  if (text === undefined) return undefined;
  const { experiment, runs, size } = understood(() => readResults(text));
  const [run] = runs;
  if (run === undefined || runs.length > 1) throw new Damaged(`${RESULT} has ${runs.length} runs, not one`);
  const content = await readFile(join(folder, CURVE)).catch(() => undefined);
  // Other programs may leave the curve out, or write it into the result.
  if (content === undefined) return { run, experiment, size };
  const { lanes, steps } = { lanes: run.plan.lanes.length, steps: run.plan.steps };
  const row = lanes * Float32Array.BYTES_PER_ELEMENT;
  const isWhole = run.state === 'finished' ? content.length === steps * row : content.length <= steps * row;
  if (!isWhole || content.length % row !== 0)
    throw new Damaged(`${CURVE} has ${content.length} bytes, and a run of ${steps} steps has ${steps * row}`);
  return { run: { ...run, curve: extended(emptyCurve(lanes), 0, numbersOf(content)) }, experiment, size };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What a reader reads. @throws {Damaged} for what it refuses */
function understood<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportRefused) throw new Damaged(error.message.replace(/\.$/, ''), { cause: error });
    throw error;
  }
}

function digestOf(content: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of content) hash.update(piece);
  return hash.digest('hex');
}

/** The bytes of numbers; every system that runs Node has the lowest byte first. */
function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Numbers in memory of their own, because a file's bytes may begin anywhere. */
function numbersOf(content: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(content).buffer);
}
