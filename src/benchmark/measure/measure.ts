import { edition } from '../../engine/ops/edition.ts';
import type { GapWatch } from '../../engine/training/gap-watch.ts';
import type { BenchmarkEvent, BenchmarkSettings, Measured } from '../benchmark.ts';
import { measureCeilings } from '../ceilings/ceilings.ts';
import type { Ending } from '../device/ending.ts';
import type { BenchmarkGpu } from '../device/open-gpu.ts';
import type { EntryTimes } from '../result.ts';
import { ENTRIES, entriesOf, type Entry } from '../standard/entries.ts';
import { STANDARD_HASH } from '../standard/standard-hash.ts';
import { expectEntries, expectPasses, forget, passOf, PASSES, preparationOf } from './entry-outlook.ts';
import { CEILINGS_SECONDS, ExpectedSeconds, FIRST_LOSS_SECONDS } from './expected-seconds.ts';
import { timeFirstLoss } from './first-loss.ts';
import { drawOrder } from './order.ts';
import { isLeftOut, orLeftOut, prepareEntry, tooSlow, type LeftOut, type Prepared } from './prepare-entry.ts';
import { Progress } from './progress.ts';
import { timePass, type Pass } from './time-pass.ts';

/** What the GPU showed, without what happened beside it. */
export type Figures = Omit<Measured, 'circumstances'>;

/** What can end a benchmark or make its times wrong. */
export interface Surroundings {
  ending: Ending;
  /** Is started before ceilings and steps are timed. */
  watch: Pick<GapWatch, 'start'>;
}

/** An entry under way. */
interface Timed extends Prepared {
  passes: Pass[];
}

const [SMALLEST] = ENTRIES;

/**
 * Measures the standard on a device of its own: the first loss, then each entry's kernels and losses, the ceilings, and
 * two passes over all entries in opposite orders.
 *
 * @throws in one sentence, if there is no GPU, it is lost, or the benchmark is to end
 */
export async function measure(
  { quick, seed }: BenchmarkSettings,
  heard: (event: BenchmarkEvent) => void,
  { ending, watch }: Surroundings,
): Promise<Figures> {
  const progress = new Progress(heard);
  progress.outlook.expect('first loss', FIRST_LOSS_SECONDS);
  progress.outlook.expect('ceilings', CEILINGS_SECONDS);
  expectEntries(progress.outlook, entriesOf(quick, false), new ExpectedSeconds(false, SMALLEST));
  const { gpu, ...first } = await progress.during('first loss', () => timeFirstLoss(SMALLEST.shape, ending));
  return { ...first, ...(await measureOn(gpu, progress, watch, { quick, seed })) };
}

async function measureOn(
  gpu: BenchmarkGpu,
  progress: Progress,
  watch: Surroundings['watch'],
  { quick, seed }: BenchmarkSettings,
) {
  const { name, software } = gpu.adapter;
  const asked = entriesOf(quick, false);
  const entries = entriesOf(quick, software);
  const leftOut: LeftOut[] = asked
    .filter((entry) => !entries.includes(entry))
    .map((entry) => ({ name: entry.name, why: 'software adapter' }));
  for (const entry of asked) forget(progress.outlook, entry);
  const prepared = await prepareAll(gpu, progress, entries, leftOut);
  // Not earlier: initial weights of large models, and in Node compilers, hold this thread up for seconds.
  watch.start();
  const ceilings = await progress.during('ceilings', () => measureCeilings(gpu));
  const order = drawOrder(prepared, seed);
  const timed = await timeAll(gpu, progress, order, leftOut);
  const isMeasured = (entry: Entry): boolean => timed.some((one) => one.entry === entry);
  return {
    standard: STANDARD_HASH,
    quick,
    edition,
    adapter: { name, software },
    seed,
    order: order.filter(({ entry }) => isMeasured(entry)).map(({ entry }) => entry.name),
    entries: prepared.flatMap(({ entry }) => timed.filter((one) => one.entry === entry).map(timesOf)),
    leftOut,
    ceilings,
  };
}

/** Prepares the entries in the order of the standard. Adds those that cannot be measured to `leftOut`. */
async function prepareAll(
  gpu: BenchmarkGpu,
  progress: Progress,
  entries: readonly Entry[],
  leftOut: LeftOut[],
): Promise<Prepared[]> {
  const expected = new ExpectedSeconds(gpu.adapter.software, SMALLEST);
  const prepared: Prepared[] = [];
  for (const [i, entry] of entries.entries()) {
    expectEntries(progress.outlook, entries.slice(i), expected);
    const work = preparationOf(entry);
    const result = expected.isFarTooSlow(entry)
      ? tooSlow(entry)
      : await progress.during(work, () => prepareEntry(gpu, entry));
    if (isLeftOut(result)) {
      leftOut.push(result);
      forget(progress.outlook, entry);
    } else {
      prepared.push(result);
      expected.learn(entry, result.checked.millisecondsPerStep);
      expectPasses(progress.outlook, entry, expected);
    }
  }
  return prepared;
}

/** Times the entries in this order, then in the opposite one. Leaves out those for which there is no memory left. */
async function timeAll(
  gpu: BenchmarkGpu,
  progress: Progress,
  order: readonly Prepared[],
  leftOut: LeftOut[],
): Promise<Timed[]> {
  let timed: Timed[] = order.map((prepared) => ({ ...prepared, passes: [] }));
  for (const pass of PASSES) {
    for (const one of pass === 0 ? timed : timed.toReversed()) {
      const { entry, job, kernels, passes } = one;
      const result = await progress.during(
        passOf(entry, pass),
        () => orLeftOut(entry, () => timePass(gpu, job, kernels, passes[0]?.stepsPerSample)),
        entry.name,
      );
      if (isLeftOut(result)) {
        leftOut.push(result);
        forget(progress.outlook, entry);
        timed = timed.filter((other) => other !== one);
      } else {
        passes.push(result);
        progress.heard({ kind: 'entry', times: timesOf(one) });
      }
    }
  }
  return timed;
}

function timesOf({ entry, kernels, checked, passes: [first, second] }: Timed): EntryTimes {
  const { plain, report } = kernels;
  return {
    name: entry.name,
    kernels: plain ? 'plain' : `${report.products} with attention by ${report.attention}`,
    warmUpSteps: first?.warmUpSteps ?? 0,
    stepsPerSample: first?.stepsPerSample ?? 0,
    passes: [first?.samples ?? [], second?.samples ?? []],
    losses: checked.losses,
    dispatchesPerStep: checked.dispatchesPerStep,
    bytesHeld: checked.bytesHeld,
  };
}
