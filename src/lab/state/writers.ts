import { isUnderWay, type Run } from '../runs/run.ts';
import type { Writer } from '../runs/text-sample.ts';
import { hasModel } from './has-model.ts';
import type { ExperimentState } from './state.ts';

/** Every model of the shown experiment that is on disk or being trained, in the order of the runs. */
export function writersOf(state: ExperimentState): Writer[] {
  return state.runs
    .filter((run) => canWrite(state, run))
    .flatMap(({ plan }) => plan.lanes.map((_, lane) => ({ run: plan.id, lane })));
}

/** The model that writes: the one that a person chose, else the first lane of the last run; null if none can. */
export function writerOf(state: ExperimentState): Writer | null {
  const writers = writersOf(state);
  const { writer } = state;
  const chosen = writers.find(({ run, lane }) => run === writer?.run && lane === writer.lane);
  return chosen ?? writers.findLast(({ lane }) => lane === 0) ?? null;
}

/** Why no model can write now, and what to do; empty if one can. */
export function whyNoText(state: ExperimentState): string {
  const { adapter, failure, otherTab, runs } = state;
  if (writersOf(state).length === 0) return whyNoWriter(state, runs);
  if (failure !== '') return 'Writing needs the process that trains, which has ended: reload the page.';
  if (otherTab !== null) return 'Only the tab in use writes texts: use this tab.';
  if (adapter.kind === 'asking') return 'Writing waits for the GPU.';
  return adapter.kind === 'adapter' ? '' : 'Writing needs a GPU, and the browser offers none.';
}

function whyNoWriter({ history }: ExperimentState, runs: readonly Run[]): string {
  if (runs.some(({ imported }) => imported !== null)) return 'These results have no saved models.';
  if (runs.every(({ step }) => step === 0)) return 'No model of this experiment has been trained yet.';
  const megabytes = history.weightBudget / 1e6;
  return `The models of these runs are not on disk: at most ${megabytes} MB are kept, and the oldest are deleted first.`;
}

/** A run that is under way or waits at a checkpoint has a model too. */
function canWrite(state: ExperimentState, run: Run): boolean {
  return (isUnderWay(run) && run.step > 0) || hasModel(state, run);
}
