import { ATTENTION_VARIANTS, type AttentionVariant } from '../ops/attention.ts';
import { PRODUCT_VARIANTS, withFewSlices } from '../ops/products.ts';
import { fits, untuned, type Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import type { Gpu } from '../run/training-run.ts';
import { TooLate, Trial } from './trial.ts';

/** After this time no candidate except the first is started. */
const BUDGET_MILLISECONDS = 1_500;

/** The same limit while no candidate agrees with the plain kernels. */
const MOST_MILLISECONDS = 15_000;

/** If a candidate is still being compiled or timed after this time, it is dropped if another one can train. */
const LATEST_MILLISECONDS = 2_000;

/** The variants chosen for a class of shapes, as they are stored. */
export interface TuningResult {
  /** Name of the variant of products: the key under which browsers store it. */
  scheme: string;
  attention: AttentionVariant;
  /** True if no fast kernels agreed with the plain ones. */
  plain: boolean;
  /** Names of the variants that did not agree with the plain kernels. */
  rejected: string[];
}

/** A result, and whether it holds for other visits: not if the device failed, so that only the plain kernels were left. */
export interface MeasuredKernels extends TuningResult {
  lasting: boolean;
}

/**
 * Tries the usual variants first. While there is time, it then tries changes to the best variants so far: few slices,
 * other attention, other products. Undefined if `signal` ends the trials before the first candidate has ended.
 */
export async function measureKernels(
  gpu: Omit<Gpu, 'tuning'>,
  software: boolean,
  job: Job,
  signal: AbortSignal,
): Promise<MeasuredKernels | undefined> {
  const first = untuned(software, gpu.device.features);
  const rejected: string[] = [];
  let failed = false;
  let best: Tuning | undefined;
  let fastest = Infinity;
  const begun = performance.now();
  const elapsed = (): number => performance.now() - begun;
  const aborted = endOf(signal);
  const trial = new Trial(
    gpu,
    job,
    () => signal.aborted || (best !== undefined && elapsed() > LATEST_MILLISECONDS),
  );
  for (const change of changes(gpu.device, software, first, job)) {
    const tuning = change(best ?? first);
    const started = elapsed();
    if (started > (best ? BUDGET_MILLISECONDS : MOST_MILLISECONDS)) break;
    const tried = tryOut(trial, tuning, () => elapsed() < BUDGET_MILLISECONDS);
    const late = best ? [after(LATEST_MILLISECONDS - started)] : [];
    const result = await Promise.race([tried, aborted, ...late]);
    if (signal.aborted) return undefined;
    if (result === 'late') break;
    if (result === 'failed') failed = true;
    if (typeof result === 'string') rejected.push(nameOf(tuning));
    else if (result < fastest) [best, fastest] = [tuning, result];
  }
  const { products, attention } = best ?? first;
  const plain = best === undefined;
  return { scheme: products.name, attention, plain, rejected, lasting: !(plain && failed) };
}

/** The candidates in order: the usual variants, then changes to the best so far. */
function changes(
  device: GPUDevice,
  software: boolean,
  first: Tuning,
  { network }: Job,
): ((best: Tuning) => Tuning)[] {
  const products = PRODUCT_VARIANTS.filter((variant) => suits(variant, software) && fits(variant, device));
  const attentions = ATTENTION_VARIANTS.filter(
    (variant) =>
      network.tuning.attention.includes(variant.name) && suits(variant, software) && fits(variant, device),
  );
  return [
    () => first,
    // Few slices come first because they need few pipelines that are not compiled yet. CPUs already use few slices.
    ...(software ? [] : [(best: Tuning) => ({ ...best, products: withFewSlices(best.products) })]),
    ...attentions
      .filter(({ name }) => name !== first.attention)
      .map(({ name }) => (best: Tuning) => ({ ...best, attention: name })),
    ...products
      .filter((variant) => variant !== first.products)
      .map((variant) => (best: Tuning) => ({
        ...best,
        products: best.products.fewSlices ? withFewSlices(variant) : variant,
      })),
  ];
}

/**
 * Milliseconds of a step, or `UNTIMED` if there is no time left to measure it. Otherwise the reason why there is no
 * result: `failed` if the driver could not compile the candidate or hold its buffers.
 */
async function tryOut(
  trial: Trial,
  tuning: Tuning,
  isTime: () => boolean,
): Promise<number | 'differs' | 'failed' | 'late'> {
  try {
    if (!(await trial.agrees(tuning))) return 'differs';
    return isTime() ? await trial.time(tuning) : UNTIMED;
  } catch (error) {
    return error instanceof TooLate ? 'late' : 'failed';
  }
}

/** Longer than any step, because a candidate that agrees and was not timed is better than none. */
const UNTIMED = 1e9;

function after(milliseconds: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), milliseconds));
}

function endOf(signal: AbortSignal): Promise<'late'> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('late'), { once: true }));
}

/** Whether a variant is worth a trial: some are fast only on GPUs, some only on CPUs that emulate a GPU. */
function suits({ forSoftware }: { forSoftware?: boolean | undefined }, software: boolean): boolean {
  return forSoftware === undefined || forSoftware === software;
}

function nameOf({ products, attention }: Tuning): string {
  return `${products.name} with attention by ${attention}`;
}
