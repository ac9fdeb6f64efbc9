import type { OnProgress } from '../../corpus/load-corpus.ts';
import { overlapping, spreadEvenly } from '../../corpus/split-windows.ts';
import { joined } from '../../corpus/text-layout.ts';
import { TextError } from '../../corpus/text-error.ts';
import { PlacedError, placed } from '../gpu/placed-error.ts';
import { initialiseLanes } from '../model/initialise.ts';
import { bytesNeeded, checkBytes, memoryExcess } from '../run/bytes-needed.ts';
import type { Job } from '../run/job.ts';
import type { Network } from '../run/network.ts';
import type { OtherWindows, TestedWindows } from '../run/run-parts.ts';
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
import { CorpusStore, type CorpusWindows } from './corpus-store.ts';
import { LATER } from './later-code.ts';
import { networkOf } from './networks.ts';
import { OwnTextTokens } from './own-text-tokens.ts';

/** The shortest time between two `loading` events. */
const TELL_EVERY_MILLISECONDS = 50;

/** A job on a corpus, whose tokens are bytes. */
interface LoadedJob extends Job {
  tokens: Uint8Array;
}

/** Turns plans into jobs. */
export class JobLoader {
  /** The text of the person's own that was brought last. */
  readonly ownText = new OwnTextTokens();
  private readonly corpora = new CorpusStore(this.ownText);

  /** Loads or generates a corpus for later plans. An error is told to the plan that needs the corpus. */
  async prepare(corpus: CorpusSource): Promise<void> {
    await this.corpora.prepare(corpus).catch(() => {});
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
  ): Promise<LoadedJob> {
    const network = checkedNetwork(plan, limits);
    if (from) checkCheckpoint(plan, network, from);
    const { tokens: text, ...windows } = await this.windows(plan, emit);
    const { tokens: tested, tests } = await withTests(plan, text);
    const { tokens, texts } = await this.withTexts(plan, tested);
    const { batch, optimizer, lanes } = plan;
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
      ...overlappingStarts(plan, windows.validation),
      initial: from?.parameters ?? initialiseLanes(network.layout, lanes),
      ...(from && { resumeFrom: from }),
      ...(tests && { tests }),
      ...(texts && { texts }),
      plain: plan.plain ?? false,
    };
  }

  private async windows(plan: RunPlan, emit: (event: LoadingEvent) => void): Promise<CorpusWindows> {
    try {
      return await this.corpora.windows(plan, teller(plan, emit));
    } catch (error) {
      throw placedText(error);
    }
  }

  /** The windows of other texts behind the tokens of a plan's own. */
  private async withTexts(
    plan: RunPlan,
    tokens: Uint8Array,
  ): Promise<{ tokens: Uint8Array; texts?: OtherWindows[] }> {
    if (plan.evaluation.texts === undefined) return { tokens };
    try {
      return await (await LATER.otherTexts()).withOtherTexts(plan, tokens, this.corpora.texts);
    } catch (error) {
      throw placedText(error);
    }
  }
}

function placedText(error: unknown): Error {
  if (!(error instanceof TextError)) return placed('corpus', error);
  return new PlacedError('corpus', error.message, { cause: error, shared: `text-${error.kind}` });
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

/** The test windows of a plan behind the tokens of its text. */
async function withTests(
  { batch, corpus, evaluation: { tests: sets = [] }, shape }: RunPlan,
  text: Uint8Array,
): Promise<{ tokens: Uint8Array; tests?: TestedWindows }> {
  if (sets.length === 0) return { tokens: text };
  try {
    if (corpus.kind !== 'generated') throw new Error('only the text of a source can have tests');
    const { testWindows } = await LATER.sources();
    const made = sets.map((set) => testWindows(corpus.rule, corpus.seed, set, shape.context));
    const positions = made.flatMap((windows) => Array.from(windows.positions));
    // The first window fills the last batch.
    const places = Array.from({ length: Math.ceil(positions.length / batch) * batch }, (_, i) =>
      i < positions.length ? i : 0,
    );
    return {
      tokens: joined([text, ...made.map((windows) => windows.tokens)]),
      tests: {
        sets,
        starts: Uint32Array.from(places, (place) => text.length + place * (shape.context + 1)),
        positions: Uint32Array.from(places, (place) => positions[place]),
      },
    };
  } catch (error) {
    throw placed('plan', error);
  }
}

/** Tells of a run's text now and then, and of its end. A generated corpus has nothing to tell. */
function teller({ id, corpus }: RunPlan, emit: (event: LoadingEvent) => void): OnProgress {
  if (corpus.kind !== 'text') return () => {};
  let told = -Infinity;
  return (loadedBytes, totalBytes) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MILLISECONDS && loadedBytes < totalBytes) return;
    told = now;
    emit({ kind: 'loading', run: id, corpus: corpus.id, loadedBytes, totalBytes });
  };
}

/** The overlapping windows of a plan in the held-out text: whole batches of them. */
function overlappingStarts(
  { batch, evaluation: { overlapping: asked }, shape }: RunPlan,
  validation: Uint32Array,
): Pick<Job, 'overlapping'> {
  if (asked === undefined) return {};
  const starts = overlapping(validation, shape.context, asked);
  const whole = starts.slice(0, Math.floor(starts.length / batch) * batch);
  return whole.length > 0 ? { overlapping: whole } : {};
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
