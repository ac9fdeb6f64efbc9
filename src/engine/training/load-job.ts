import { findCorpus } from '../../corpus/catalogue.ts';
import { loadCorpus } from '../../corpus/load-corpus.ts';
import { sourceOf } from '../../corpus/source-rule.ts';
import { splitWindows, spreadEvenly } from '../../corpus/split-windows.ts';
import { TextError } from '../../corpus/text-error.ts';
import { PlacedError, placed } from '../gpu/placed-error.ts';
import { initialiseLanes } from '../model/initialise.ts';
import { bytesNeeded, checkBytes, memoryExcess } from '../run/bytes-needed.ts';
import type { Job } from '../run/job.ts';
import type { Network } from '../run/network.ts';
import { scheduleShares } from '../run/schedule.ts';
import type {
  AdapterLimits,
  Checkpoint,
  CorpusSource,
  LoadingEvent,
  MemoryRefusal,
  ModelShape,
  RunPlan,
} from '../trainer.ts';
import { networkOf } from './networks.ts';
import { OwnTextTokens } from './own-text-tokens.ts';

/** The shortest time between two `loading` events. */
const TELL_EVERY_MILLISECONDS = 50;

/** Hears how much of a text has arrived. */
type OnProgress = (loadedBytes: number, totalBytes: number) => void;

/** A corpus that is loaded or being loaded, and who hears of it. */
interface CachedTokens {
  name: string;
  tokens: Promise<Uint8Array>;
  hear: OnProgress;
}

/** Turns plans into jobs, and keeps the last corpus for later plans. */
export class JobLoader {
  /** The text of the person's own that was brought last. */
  readonly ownText = new OwnTextTokens();
  private cached: CachedTokens | undefined;

  /** Loads or generates a corpus for later plans. An error is told to the plan that needs the corpus. */
  async prepare(corpus: CorpusSource): Promise<void> {
    await this.tokensOf(corpus).catch(() => {});
  }

  /**
   * Refuses a plan that cannot be trained. Loads or generates the corpus, splits it, and draws the initial weights or
   * copies the weights of a checkpoint.
   */
  async load(
    plan: RunPlan,
    limits: AdapterLimits,
    emit: (event: LoadingEvent) => void,
    from?: Checkpoint,
  ): Promise<Job> {
    const network = checkedNetwork(plan, limits);
    if (from) checkCheckpoint(plan, network, from);
    const tokens = await this.tokens(plan, emit);
    const { shape, batch, optimizer, lanes } = plan;
    const windows = splitWindows(tokens.length, shape.context);
    const batches = Math.floor(Math.min(plan.evaluation.windows, windows.validation.length) / batch);
    if (batches === 0) {
      throw new PlacedError(
        'plan',
        `the validation windows must fill at least one batch: ${windows.validation.length} windows, batch ${batch}`,
      );
    }
    return {
      network,
      batch,
      lanes,
      optimizer,
      shares: scheduleShares(plan.schedule, plan.steps),
      tokens,
      training: { starts: trainingStarts(plan, windows.training), shuffled: true },
      validation: new Uint32Array(spreadEvenly(windows.validation, batches * batch)),
      initial: from?.parameters ?? initialiseLanes(network.layout, lanes),
      ...(from && { resumeFrom: from }),
      plain: plan.plain ?? false,
    };
  }

  private async tokens({ id, corpus }: RunPlan, emit: (event: LoadingEvent) => void): Promise<Uint8Array> {
    try {
      return await this.tokensOf(corpus, corpus.kind === 'text' ? teller(id, corpus.id, emit) : undefined);
    } catch (error) {
      if (!(error instanceof TextError)) throw placed('corpus', error);
      throw new PlacedError('corpus', error.message, { cause: error, shared: `text-${error.kind}` });
    }
  }

  /** The cached tokens, also while they are loaded for an earlier call; `hear` then hears of the rest. */
  private async tokensOf(corpus: CorpusSource, hear: OnProgress = () => {}): Promise<Uint8Array> {
    const name = JSON.stringify(corpus);
    if (this.cached?.name !== name) this.cached = cachedTokens(name, corpus, this.ownText);
    const { cached } = this;
    cached.hear = hear;
    try {
      return await cached.tokens;
    } catch (error) {
      // The next plan tries again.
      if (this.cached === cached) this.cached = undefined;
      throw error;
    }
  }
}

function cachedTokens(name: string, corpus: CorpusSource, ownText: OwnTextTokens): CachedTokens {
  const cached: CachedTokens = {
    name,
    tokens: makeTokens(corpus, ownText, (loadedBytes, totalBytes) => cached.hear(loadedBytes, totalBytes)),
    hear: () => {},
  };
  return cached;
}

/** Why an adapter cannot hold a plan; none if it can, or if the plan is refused for another reason when it is trained. */
export function memoryRefusals({ id, shape, batch, lanes }: RunPlan, limits: AdapterLimits): MemoryRefusal[] {
  try {
    const excess = memoryExcess(bytesNeeded(networkOf(shape), batch, lanes.length), limits);
    return excess ? [{ run: id, ...excess }] : [];
  } catch {
    return [];
  }
}

function checkedNetwork({ shape, batch, lanes }: RunPlan, limits: AdapterLimits): Network {
  const network = placedNetwork(shape);
  checkBytes(bytesNeeded(network, batch, lanes.length), limits);
  return network;
}

function placedNetwork(shape: ModelShape): Network {
  try {
    return networkOf(shape);
  } catch (error) {
    throw placed('shape', error);
  }
}

function checkCheckpoint(
  { lanes, steps }: RunPlan,
  { layout }: Network,
  { step, parameters, moments }: Checkpoint,
): void {
  const count = layout.count * lanes.length;
  if (!Number.isInteger(step) || step < 0 || step > steps) {
    throw new PlacedError('checkpoint', `its step must be a whole number from 0 to ${steps}: ${step}`);
  }
  if (parameters.length !== count || moments.length !== 2 * count) {
    throw new PlacedError(
      'checkpoint',
      `this model has ${count} weights and ${2 * count} moments; ` +
        `the checkpoint has ${parameters.length} and ${moments.length}`,
    );
  }
}

async function makeTokens(
  corpus: CorpusSource,
  ownText: OwnTextTokens,
  onProgress: OnProgress,
): Promise<Uint8Array> {
  switch (corpus.kind) {
    case 'text':
      return loadCorpus(findCorpus(corpus.id), corpus.url, onProgress);
    case 'generated':
      return sourceOf(corpus.rule, corpus.seed).generate(corpus.length);
    case 'own':
      return ownText.tokens(corpus);
    default:
      throw new Error(`no such corpus: ${JSON.stringify(corpus satisfies never)}`);
  }
}

/** Tells of a run's text now and then, and of its end. */
function teller(run: string, corpus: string, emit: (event: LoadingEvent) => void): OnProgress {
  let told = -Infinity;
  return (loadedBytes, totalBytes) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MILLISECONDS && loadedBytes < totalBytes) return;
    told = now;
    emit({ kind: 'loading', run, corpus, loadedBytes, totalBytes });
  };
}

/** The windows that a plan trains on, out of all training windows. */
function trainingStarts({ trainingWindows }: RunPlan, all: Uint32Array): Uint32Array<ArrayBuffer> {
  if (trainingWindows === undefined) return new Uint32Array(all);
  if (!Number.isInteger(trainingWindows) || trainingWindows < 1 || trainingWindows > all.length) {
    throw new PlacedError(
      'plan',
      `training windows must be a whole number from 1 to ${all.length}: ${trainingWindows}`,
    );
  }
  return spreadEvenly(all, trainingWindows);
}
