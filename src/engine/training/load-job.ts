import { findCorpus } from '../../corpus/catalogue.ts';
import { loadCorpus } from '../../corpus/load-corpus.ts';
import { splitWindows, spreadEvenly } from '../../corpus/split-windows.ts';
import { PlacedError, placed } from '../gpu/placed-error.ts';
import { initialise } from '../model/initialise.ts';
import { layOutParameters } from '../model/parameters.ts';
import { checkShape } from '../model/shape.ts';
import type { AdapterLimits, LoadingEvent, RunPlan } from '../trainer.ts';
import { bytesNeeded, checkBytes } from './bytes-needed.ts';
import type { Job } from './job.ts';
import { scheduleShares } from './schedule.ts';

/** At most one `loading` event in this time. */
const TELL_EVERY_MILLISECONDS = 50;

/** Turns plans into jobs, and keeps the last corpus for the plans that follow. */
export class JobLoader {
  private kept: { url: string; tokens: Promise<Uint8Array> } | undefined;

  /** Refuses what cannot be trained, loads the corpus, splits it, draws the initial weights. */
  async load(plan: RunPlan, limits: AdapterLimits, emit: (event: LoadingEvent) => void): Promise<Job> {
    check(plan, limits);
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
      shape,
      batch,
      lanes,
      optimizer,
      shares: scheduleShares(plan.schedule, plan.steps),
      tokens,
      training: { starts: new Uint32Array(windows.training), shuffled: true },
      validation: new Uint32Array(spreadEvenly(windows.validation, batches * batch)),
      initial: initialWeights(plan),
      plain: plan.plain ?? false,
    };
  }

  private async tokens(plan: RunPlan, emit: (event: LoadingEvent) => void): Promise<Uint8Array> {
    const { url } = plan.corpus;
    if (this.kept?.url !== url) this.kept = { url, tokens: loadTokens(plan, emit) };
    try {
      return await this.kept.tokens;
    } catch (error) {
      this.kept = undefined;
      throw placed('corpus', error);
    }
  }
}

function check(plan: RunPlan, limits: AdapterLimits): void {
  try {
    checkShape(plan.shape);
  } catch (error) {
    throw placed('shape', error);
  }
  checkBytes(bytesNeeded(plan.shape, plan.batch, plan.lanes.length), limits);
}

function loadTokens(plan: RunPlan, emit: (event: LoadingEvent) => void): Promise<Uint8Array> {
  const { id, url } = plan.corpus;
  let told = -Infinity;
  return loadCorpus(findCorpus(id), url, (loadedBytes, totalBytes) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MILLISECONDS && loadedBytes < totalBytes) return;
    told = now;
    emit({ kind: 'loading', run: plan.id, corpus: id, loadedBytes, totalBytes });
  });
}

function initialWeights({ shape, lanes }: RunPlan): Float32Array<ArrayBuffer> {
  const layout = layOutParameters(shape);
  const weights = new Float32Array(layout.count * lanes.length);
  lanes.forEach(({ initSeed }, lane) => weights.set(initialise(layout, initSeed), lane * layout.count));
  return weights;
}
