import { fits, schemeNamed, untuned, type Tuning } from '../ops/tuning.ts';
import { ATTENTION_VARIANTS, type AttentionVariant } from '../ops/attention.ts';
import { edition } from '../ops/edition.ts';
import { findScheme, SCHEMES, withFewSlices } from '../ops/products.ts';
import type { AdapterReport, KernelNames, TuningReport } from '../trainer.ts';
import type { Job } from '../run/job.ts';
import type { Gpu } from '../run/training-run.ts';
import { TooLate, Trial } from './trial.ts';

/** Time to choose in: nothing is begun after it, but for the first candidate. */
const BUDGET_MILLISECONDS = 1_500;

/** The same where nothing has agreed with the plain kernels yet. */
const MOST_MILLISECONDS = 15_000;

/** What is still being compiled or timed after it is given up, where there is something to train with. */
const LATEST_MILLISECONDS = 2_000;

/** What was chosen for a class of shapes. `plain` where no fast kernels agreed with the plain ones. */
export interface Choice {
  scheme: string;
  attention: AttentionVariant;
  plain: boolean;
  /** Names of what did not agree with the plain kernels. */
  rejected: string[];
}

/** Keeps choices from one visit to the next. */
export interface ChoiceStore {
  load(key: string): Promise<Choice | undefined>;
  save(key: string, choice: Choice): Promise<void>;
}

/** How one run is to be computed, and what is told of that. */
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
    private readonly store: ChoiceStore,
  ) {}

  /**
   * Without `measure`, what suits most adapters of its kind is taken untried, and none that needs a trial. A run that
   * goes on takes the kernels it had, where this adapter has them.
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
    if (remembered && this.knows(remembered)) return this.tuned(remembered, 'remembered', 0);
    const begun = performance.now();
    const { lasting, ...choice } = await this.choose(job, begun);
    if (lasting) await this.store.save(key, choice);
    return this.tuned(choice, 'measured', performance.now() - begun);
  }

  private tuned(choice: Choice, source: TuningReport['source'], milliseconds: number): Tuned {
    const { scheme, attention, plain, rejected } = choice;
    return {
      tuning: { software: this.adapter.software, scheme: schemeNamed(scheme), attention },
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

  /** The usual kernels of an adapter of this kind, as far as they need nothing beyond WebGPU's core. */
  private get safest(): Pick<Choice, 'scheme' | 'attention'> {
    const { scheme, attention } = untuned(this.adapter.software, new Set());
    return { scheme: scheme.name, attention };
  }

  private named({ products, attention }: KernelNames): Choice | undefined {
    if (products === 'plain') return { ...this.safest, plain: true, rejected: [] };
    const variant = ATTENTION_VARIANTS.find(({ name }) => name === attention);
    if (!variant) return undefined;
    const choice = { scheme: products, attention: variant.name, plain: false, rejected: [] };
    return this.knows(choice) ? choice : undefined;
  }

  private knows({ scheme, attention }: Choice): boolean {
    const named = [findScheme(scheme), ATTENTION_VARIANTS.find(({ name }) => name === attention)];
    return named.every((one) => one !== undefined && fits(one, this.gpu.device));
  }

  /**
   * The usual kernels first; then, while there is time, each change to the best so far: fewer slices, other attention, other
   * products. What was chosen because the device failed is not `lasting`.
   */
  private async choose(job: Job, begun: number): Promise<Choice & { lasting: boolean }> {
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
    const { scheme, attention } = best ?? first;
    const plain = best === undefined;
    return { scheme: scheme.name, attention, plain, rejected, lasting: !(plain && failed) };
  }

  /** What to try: the usual kernels, then others instead of the best so far. */
  private changes(first: Tuning, { network }: Job): ((best: Tuning) => Tuning)[] {
    const { device } = this.gpu;
    const { software } = this.adapter;
    const schemes = SCHEMES.filter((scheme) => suits(scheme, software) && fits(scheme, device));
    const attentions = ATTENTION_VARIANTS.filter(
      (one) => network.tuning.attention.includes(one.name) && suits(one, software) && fits(one, device),
    );
    return [
      () => first,
      // What needs few pipelines or none that are not there comes first. On a CPU slices are few as it is.
      ...(software ? [] : [(best: Tuning) => ({ ...best, scheme: withFewSlices(best.scheme) })]),
      ...attentions
        .filter(({ name }) => name !== first.attention)
        .map(({ name }) => (best: Tuning) => ({ ...best, attention: name })),
      ...schemes
        .filter((scheme) => scheme !== first.scheme)
        .map((scheme) => (best: Tuning) => ({
          ...best,
          scheme: best.scheme.fewSlices ? withFewSlices(scheme) : scheme,
        })),
    ];
  }
}

/**
 * Milliseconds of a step, `UNTIMED` where time is up, or why there are none: a driver may be unable to compile or hold a
 * candidate.
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

/** Longer than any step: what agrees and was not timed is better than nothing. */
const UNTIMED = 1e9;

function after(milliseconds: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), milliseconds));
}

/** What is for CPUs that play GPU is of no use to GPUs, nor the other way round. */
function suits({ forSoftware }: { forSoftware?: boolean | undefined }, software: boolean): boolean {
  return forSoftware === undefined || forSoftware === software;
}

function nameOf({ scheme, attention }: Tuning): string {
  return `${scheme.name} with attention by ${attention}`;
}

/** Text of the kernels, adapter, browser and class of shapes. */
function keyOf(adapter: AdapterReport, { network, batch, lanes }: Job): string {
  const sizes = network.tuning.classOf(batch * network.shape.context * lanes.length);
  return [edition, adapter.name, navigator.userAgent, ...sizes].join(' | ');
}
