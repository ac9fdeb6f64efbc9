import { ATTENTION_VARIANTS } from '../ops/attention.ts';
import { edition } from '../ops/edition.ts';
import { findProductVariant } from '../ops/products.ts';
import { fits, productVariantNamed, untuned, type Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import type { Gpu } from '../run/training-run.ts';
import type { AdapterReport, KernelNames, TuningReport } from '../trainer.ts';
import type { KeptValues } from './kept-values.ts';
import type { TuningResult } from './measure-kernels.ts';

/** Stores results from one visit to the next. */
export type TuningStore = KeptValues<TuningResult>;

/** The kernels of one run, and the report of how they were chosen. */
export interface Tuned {
  tuning: Tuning;
  plain: boolean;
  report: TuningReport;
}

/** What a run's plan says about its kernels. */
export interface KernelWish {
  /** Uses the usual kernels of the adapter, whatever was measured. */
  untuned?: boolean | undefined;
  /** Uses these kernels, if this adapter can run them. */
  kernels?: KernelNames | undefined;
}

/** A choice by measurement, and the time that it took; 0 once a run has told it. */
interface Choice {
  result: TuningResult;
  milliseconds: number;
}

/** Chooses kernels for one adapter: by measurement, once for each class of shapes. */
export class Autotune {
  /** The choices of this visit, and those that were read from the store. */
  private readonly choices = new Map<string, Choice>();
  private last = 0;

  constructor(
    private readonly gpu: Omit<Gpu, 'tuning'>,
    private readonly adapter: AdapterReport,
    private readonly store: TuningStore,
  ) {}

  /** Milliseconds that the last measurement took; 0 before there was one. */
  get lastMilliseconds(): number {
    return this.last;
  }

  /**
   * The kernels that train a job now, without a trial: the named ones; else those that were chosen by measurement; else
   * the usual ones of such an adapter.
   */
  async kernelsOf(job: Job, wish: KernelWish = {}): Promise<Tuned> {
    const named = wish.kernels && this.named(wish.kernels);
    if (named) return this.tuned(named, named.plain ? 'plain' : 'remembered', 0);
    if (!canChoose(job)) return this.tuned({ ...this.safest, plain: true, rejected: [] }, 'plain', 0);
    const choice = wish.untuned ? undefined : await this.choiceFor(job);
    if (!choice) return this.tuned({ ...this.safest, plain: false, rejected: [] }, 'unmeasured', 0);
    const { result, milliseconds } = choice;
    choice.milliseconds = 0;
    return this.tuned(result, milliseconds > 0 ? 'measured' : 'remembered', milliseconds);
  }

  /** Whether the kernels of such a job are still to be measured. */
  async isOpen(job: Job): Promise<boolean> {
    return canChoose(job) && (await this.choiceFor(job)) === undefined;
  }

  /** Measures which kernels are the fastest for a job's class of shapes. Chooses nothing if `signal` ends it early. */
  async choose(job: Job, signal: AbortSignal): Promise<void> {
    if (!(await this.isOpen(job)) || signal.aborted) return;
    const { measureKernels } = await import('./measure-kernels.ts');
    const begun = performance.now();
    const measured = await measureKernels(this.gpu, this.adapter.software, job, signal);
    if (!measured) return;
    const { lasting, ...result } = measured;
    this.last = performance.now() - begun;
    const key = keyOf(this.adapter, job);
    this.choices.set(key, { result, milliseconds: this.last });
    if (lasting) await this.store.save(key, result);
  }

  /** The choice for a job's class of shapes, if there is one that this adapter can run. */
  private async choiceFor(job: Job): Promise<Choice | undefined> {
    const key = keyOf(this.adapter, job);
    const known = this.choices.get(key);
    if (known) return known;
    const result = await this.store.load(key);
    if (!result || !this.canRun(result)) return undefined;
    const stored = { result, milliseconds: 0 };
    this.choices.set(key, stored);
    return stored;
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
}

/** Whether fast kernels can train a job, and its plan lets them. */
function canChoose({ batch, network, plain }: Job): boolean {
  return !plain && network.hasFastKernels(batch);
}

/** The kernels' text, the adapter, the browser and the class of shapes. */
function keyOf(adapter: AdapterReport, { network, batch, lanes }: Job): string {
  const sizes = network.tuning.classOf(batch * network.shape.context * lanes.length);
  return [edition, adapter.name, navigator.userAgent, ...sizes].join(' | ');
}
