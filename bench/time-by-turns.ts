import { prepareTuned, type BenchmarkGpu } from '../src/benchmark/device/open-gpu.ts';
import { submitProgram } from '../src/benchmark/device/submit-program.ts';
import { stepsLasting, warmUp } from '../src/benchmark/measure/warm-up.ts';
import { STANDARD } from '../src/benchmark/standard/standard.ts';
import { median } from '../src/benchmark/stats/median.ts';
import { Memory } from '../src/engine/gpu/memory.ts';
import type { Program } from '../src/engine/gpu/program.ts';
import type { Job } from '../src/engine/run/job.ts';
import type { Tuned } from '../src/engine/tuning/autotune.ts';

/** In each round every job has a turn, so that other load of the machine affects all of them alike. */
const ROUNDS = 7;

export interface TimedJob {
  name: string;
  job: Job;
}

export interface StepTimes {
  name: string;
  lanes: number;
  kernels: string;
  /** Variants that did not agree with the plain kernels. */
  rejected: string[];
  /** Median over rounds. */
  millisecondsPerStep: number;
  gigaflopsPerSecond: number;
  /** Median over rounds of its FLOP/s as a share of those of the last job in the same round. */
  share: number;
}

interface Turn extends TimedJob {
  kernels: Tuned;
  step: Program;
  stepsPerTurn: number;
  /** Milliseconds per step of each round. */
  rounds: number[];
}

/** Times the steps of several jobs by turns. All of them are in GPU memory at once. */
export async function timeByTurns(gpu: BenchmarkGpu, jobs: readonly TimedJob[]): Promise<StepTimes[]> {
  const memory = new Memory(gpu.device);
  const turns: Turn[] = [];
  for (const one of jobs) turns.push(await prepareTurn(gpu, memory, one));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { step, stepsPerTurn, rounds } of turns) {
      rounds.push((await submitProgram(gpu, step, stepsPerTurn)) / stepsPerTurn);
    }
  }
  memory.destroy();
  const last = turns.at(-1);
  return last ? turns.map((turn) => stepTimes(turn, last)) : [];
}

async function prepareTurn(gpu: BenchmarkGpu, memory: Memory, one: TimedJob): Promise<Turn> {
  const kernels = await gpu.chooseKernels(one.job);
  const { step } = await prepareTuned(gpu, memory, one.job, kernels);
  const { millisecondsPerStep } = await warmUp((steps) => submitProgram(gpu, step, steps));
  const stepsPerTurn = stepsLasting(STANDARD.samples.milliseconds, millisecondsPerStep);
  return { ...one, kernels, step, stepsPerTurn, rounds: [] };
}

function stepTimes(turn: Turn, last: Turn): StepTimes {
  const { name, job, kernels, rounds } = turn;
  const { products, attention, rejected } = kernels.report;
  const millisecondsPerStep = median(rounds);
  const flops = flopsOf(job);
  return {
    name,
    lanes: job.lanes.length,
    kernels: `${products} with attention by ${attention}`,
    rejected,
    millisecondsPerStep,
    gigaflopsPerSecond: flops / millisecondsPerStep / 1e6,
    share: median(rounds.map((time, i) => ((flops / time) * last.rounds[i]) / flopsOf(last.job))),
  };
}

/** FLOPs of a step, in all lanes. */
function flopsOf({ network, batch, lanes }: Job): number {
  return lanes.length * network.flopsPerStep(batch);
}
