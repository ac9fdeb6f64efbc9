import { shortTextRefusal, windowRefusal } from './corpora.ts';
import { LANES_MAX, STEP_TOKENS_MAX, STEPS_MIN, type Refusals } from './read-draft.ts';
import type { RunSettings } from './run-settings.ts';

/** The rules that every run must keep, by the field that a person changes to keep them. */
export function refuseRunSettings(runs: readonly RunSettings[]): Refusals {
  const refusals: Refusals = {};
  const [widest] = runs.toSorted((a, b) => b.lanes.length * stepTokens(b) - a.lanes.length * stepTokens(a));
  const [shortest] = runs.toSorted((a, b) => stepsOf(a) - stepsOf(b));
  if (widest === undefined || shortest === undefined) return refusals;
  const most = Math.max(...runs.map(({ lanes }) => lanes.length));
  const { batch, context, lanes } = widest;
  const product = lanes.length * stepTokens(widest);
  if (most > LANES_MAX) {
    refusals.lanes = `a run trains at most ${LANES_MAX} models side by side: ${most}`;
  } else if (product > STEP_TOKENS_MAX) {
    refusals.lanes = `batch · context · models must be at most ${STEP_TOKENS_MAX.toLocaleString('en')} tokens a step: ${batch} · ${context} · ${lanes.length} = ${product.toLocaleString('en')}`;
  }
  const short = runs.map((run) => shortTextRefusal(run.corpus, run.context, run.batch));
  const refused = short.find((rule) => rule !== null);
  if (refused !== undefined) refusals.corpus = refused;
  const other = runs.map(({ context: length, corpus }) => windowRefusal(corpus, length));
  const first = other.find((rule) => rule !== null);
  if (first !== undefined) refusals.context = first;
  if (stepsOf(shortest) < STEPS_MIN) {
    refusals.tokens = `every run must have at least ${STEPS_MIN} steps: with these tokens one of width ${shortest.width} has ${stepsOf(shortest)}`;
  }
  return refusals;
}

function stepTokens({ batch, context }: RunSettings): number {
  return batch * context;
}

function stepsOf(run: RunSettings): number {
  return Math.round(run.tokens / stepTokens(run));
}
