import { ATTENTION_VARIANTS, type AttentionVariant } from '../ops/attention.ts';
import { edition } from '../ops/edition.ts';
import { findProductVariant, PRODUCT_VARIANTS, withFewSlices } from '../ops/products.ts';
import { fits, productVariantNamed, untuned, type Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import type { Gpu } from '../run/training-run.ts';
import type { AdapterReport, KernelNames, TuningReport } from '../trainer.ts';
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

/** Stores results from one visit to the next. */
export interface TuningStore {
  load(key: string): Promise<TuningResult | undefined>;
  save(key: string, result: TuningResult): Promise<void>;
}

/** The kernels of one run, and the report of how they were chosen. */
export interface Tuned {
  tuning: Tuning;
  plain: boolean;
  report: TuningReport;
}

/** Chooses kernels for one adapter: by measurement, once for each class of shapes. */
export class Autotune {
  constructor(
    private readonly gpu: Omit<Gpu, 'tuning'>,
    private readonly adapter: AdapterReport,
    private readonly store: TuningStore,
  ) {}

  /**
   * Without `measure` it chooses the variants that suit most adapters of this kind and need no trial. A resumed run
   * keeps the kernels that it `had`, if this adapter can run them.
   */
  async tune(job: Job, measure: boolean, had?: KernelNames): Promise<Tuned> {
    const again = had && this.named(had);
    if (again) return this.tuned(again, again.plain ? 'plain' : 'remembered', 0);
    if (job.plain || !job.network.hasFastKernels(job.batch)) {
      return this.tuned({ ...this.safest, plain: true, rejected: [] }, 'plain', 0);
    }
    if (!measure) return this.tuned({ ...this.safest, plain: false, rejected: [] }, 'unmeasured', 0);
    const key = keyOf(this.adapter, job);
    const remembered = await this.store.load(key);
    if (remembered && this.canRun(remembered)) return this.tuned(remembered, 'remembered', 0);
    const begun = performance.now();
    const { lasting, ...result } = await this.measure(job, begun);
    if (lasting) await this.store.save(key, result);
    return this.tuned(result, 'measured', performance.now() - begun);
  }

  private tuned(result: TuningResult, source: TuningReport['source'], milliseconds: number): Tuned {
    const { scheme, attention, plain, rejected } = result;
    return {
      tuning: { software: this.adapter.software, products: productVariantNamed(scheme), attention },
      plain,
      report: {
        source,
        products: plain ? 'plain' : scheme,
        attention: plain ? 'plain' : attention,
        rejected,
        milliseconds,
      },
    };
  }

  /** The usual variants of an adapter of this kind that need no optional feature of WebGPU. */
  private get safest(): Pick<TuningResult, 'scheme' | 'attention'> {
    const { products, attention } = untuned(this.adapter.software, new Set());
    return { scheme: products.name, attention };
  }

  private named({ products, attention }: KernelNames): TuningResult | undefined {
    if (products === 'plain') return { ...this.safest, plain: true, rejected: [] };
    const variant = ATTENTION_VARIANTS.find(({ name }) => name === attention);
    if (!variant) return undefined;
    const result = { scheme: products, attention: variant.name, plain: false, rejected: [] };
    return this.canRun(result) ? result : undefined;
  }

  private canRun({ scheme, attention }: TuningResult): boolean {
    const variants = [findProductVariant(scheme), ATTENTION_VARIANTS.find(({ name }) => name === attention)];
    return variants.every((variant) => variant !== undefined && fits(variant, this.gpu.device));
  }

  /**
   * Tries the usual variants first. While there is time, it then tries changes to the best variants so far: few slices,
   * other attention, other products. A result is not `lasting` if the plain kernels were chosen because the device
   * failed.
   */
  private async measure(job: Job, begun: number): Promise<TuningResult & { lasting: boolean }> {
    const first = untuned(this.adapter.software, this.gpu.device.features);
    const rejected: string[] = [];
    let failed = false;
    let best: Tuning | undefined;
    let fastest = Infinity;
    const elapsed = (): number => performance.now() - begun;
    const trial = new Trial(this.gpu, job, () => best !== undefined && elapsed() > LATEST_MILLISECONDS);
    for (const change of this.changes(first, job)) {
      const tuning = change(best ?? first);
      const started = elapsed();
      if (started > (best ? BUDGET_MILLISECONDS : MOST_MILLISECONDS)) break;
      const tried = tryOut(trial, tuning, () => elapsed() < BUDGET_MILLISECONDS);
      const result = await (best ? Promise.race([tried, after(LATEST_MILLISECONDS - started)]) : tried);
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
  private changes(first: Tuning, { network }: Job): ((best: Tuning) => Tuning)[] {
    const { device } = this.gpu;
    const { software } = this.adapter;
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

/** Whether a variant is worth a trial: some are fast only on GPUs, some only on CPUs that emulate a GPU. */
function suits({ forSoftware }: { forSoftware?: boolean | undefined }, software: boolean): boolean {
  return forSoftware === undefined || forSoftware === software;
}

function nameOf({ products, attention }: Tuning): string {
  return `${products.name} with attention by ${attention}`;
}

/** The kernels' text, the adapter, the browser and the class of shapes. */
function keyOf(adapter: AdapterReport, { network, batch, lanes }: Job): string {
  const sizes = network.tuning.classOf(batch * network.shape.context * lanes.length);
  return [edition, adapter.name, navigator.userAgent, ...sizes].join(' | ');
}
