import { checked } from '../gpu/device-errors.ts';
import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { Pipelines } from '../gpu/pipelines.ts';
import { Program } from '../gpu/program.ts';
import type { Tuning } from '../ops/tuning.ts';
import type { KernelNames } from '../trainer.ts';
import type { Job } from './job.ts';
import { laneTable } from './optimizer-tables.ts';
import { packTokens } from './pack-tokens.ts';
import { ParameterSet } from './parameter-set.ts';
import {
  RING_STEPS,
  type OtherWindows,
  type RunKernels,
  type RunParts,
  type TestedWindows,
} from './run-parts.ts';

/** The device, its compiled pipelines, and the variants of its kernels. */
export interface Gpu {
  device: GPUDevice;
  pipelines: Pipelines;
  tuning: Tuning;
}

/** Everything one run keeps on the GPU, and its programs. Nothing is allocated after `prepareRun`. */
export interface TrainingRun {
  job: Job;
  memory: Memory;
  lanes: number;
  kernels: KernelNames;
  parameters: ParameterSet;
  /** `[2, R, P]`: first moments, then second moments. */
  moments: View;
  /** `[RING_STEPS, R, 2]`: mean loss and gradient norm of the last steps. */
  ring: View;
  /** One training step. */
  step: Program;
  /** Undefined if the job has no validation windows. */
  evaluation: EvaluationProgram | undefined;
  /** Undefined if the job has no overlapping windows. */
  overlapping: EvaluationProgram | undefined;
  /** Undefined if the job has no tests. */
  tests: TestProgram | undefined;
  /** One for each other text of the job. */
  texts: TextProgram[];
}

export interface TextProgram extends EvaluationProgram {
  windows: OtherWindows;
}

export interface TestProgram {
  windows: TestedWindows;
  /** One batch of the test windows. */
  program: Program;
  /** The first word counts the batches done. */
  state: View;
  /** `[R, windows, 2]`: whether each answer is right, and its loss. */
  answers: View;
}

export interface EvaluationProgram {
  /** One batch of the windows. */
  program: Program;
  /** The first word counts the batches done. */
  state: View;
  /** `[R, T]`: losses at each position, summed over windows. */
  positionSums: View;
}

/**
 * Loads a run's kernels, allocates the run and compiles its programs. The caller destroys `memory`, also if this throws.
 *
 * @throws if the device runs out of memory or refuses a call
 */
export async function prepareRun(gpu: Gpu, memory: Memory, job: Job): Promise<TrainingRun> {
  const { network, batch } = job;
  const plain = job.plain || !network.hasFastKernels(batch);
  const kernelsOf = plain
    ? await network.plainKernels()
    : (parts: RunParts): RunKernels => network.fastKernels(parts);
  const names = plain ? PLAIN : { products: gpu.tuning.products.name, attention: gpu.tuning.attention };
  return checked(gpu.device, () => allocateRun(gpu, memory, job, { kernelsOf, names }));
}

/** Used on request, and if the fast kernels cannot train the shape. */
const PLAIN: KernelNames = { products: 'plain', attention: 'plain' };

/** Makes all its buffers before its first await, except the sizes of its programs. */
async function allocateRun(
  gpu: Gpu,
  memory: Memory,
  job: Job,
  { kernelsOf, names }: { kernelsOf: (parts: RunParts) => RunKernels; names: KernelNames },
): Promise<TrainingRun> {
  const lanes = job.lanes.length;
  const { network } = job;
  const { layout } = network;
  const parameters = new ParameterSet(layout, memory.upload('parameters', job.initial));
  const moments = job.resumeFrom
    ? memory.upload('moments', job.resumeFrom.moments)
    : memory.storage('moments', 2 * layout.count * lanes);
  const ring = memory.storage('ring', RING_STEPS * lanes * 2);
  const parts: RunParts = {
    job,
    memory,
    tuning: gpu.tuning,
    parameters,
    moments,
    firstStep: job.resumeFrom?.step ?? 0,
    ring,
    corpus: memory.upload('corpus', packTokens(job.tokens)),
    laneSettings: memory.upload('lanes', laneTable(job.lanes)),
  };
  const kernels = kernelsOf(parts);
  const [step, evaluation, overlapping, tests, texts] = await Promise.all([
    Program.prepare(kernels.step, memory, gpu.pipelines),
    job.validation.length > 0 ? prepareEvaluation(gpu, memory, job, kernels, job.validation) : undefined,
    job.overlapping && prepareEvaluation(gpu, memory, job, kernels, job.overlapping),
    job.tests && prepareTests(gpu, memory, job, kernels, job.tests),
    Promise.all(
      (job.texts ?? []).map(async (windows) => ({
        ...(await prepareEvaluation(gpu, memory, job, kernels, windows.starts)),
        windows,
      })),
    ),
  ]);
  const programs = { step, evaluation, overlapping, tests, texts };
  return { job, memory, lanes, kernels: names, parameters, moments, ring, ...programs };
}

async function prepareEvaluation(
  gpu: Gpu,
  memory: Memory,
  { network, lanes }: Job,
  kernels: RunKernels,
  starts: Uint32Array<ArrayBuffer>,
): Promise<EvaluationProgram> {
  const state = memory.storage('evaluation state', 1);
  const positionSums = memory.storage('position sums', lanes.length * network.shape.context);
  const program = await Program.prepare(kernels.evaluate(starts, state, positionSums), memory, gpu.pipelines);
  return { program, state, positionSums };
}

async function prepareTests(
  gpu: Gpu,
  memory: Memory,
  { lanes }: Job,
  kernels: RunKernels,
  windows: TestedWindows,
): Promise<TestProgram> {
  const state = memory.storage('test state', 1);
  const answers = memory.storage('answers', lanes.length * windows.starts.length * 2);
  const program = await Program.prepare(kernels.test(windows, state, answers), memory, gpu.pipelines);
  return { windows, program, state, answers };
}
