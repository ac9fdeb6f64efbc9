import type { ExperimentSummary } from '../../lab/storage/experiment-summary.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { bytes, whole } from '../../charts/quantity.ts';

const BEGUN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The name that a person gave it, or the experiment's title and number. */
export function titleOf({ title, experiment, number }: ExperimentSummary): string {
  return title === '' ? `${presetOf(experiment).title} ${number}` : title;
}

/** `Widths, quick · 26 Nov 2026, 10:46 · 3 of 4 runs finished · NVIDIA H200 · Chrome 142 · Linux · 1.2 MB` */
export function summaryWords(summary: ExperimentSummary): string {
  const { experiment, size, origin, begun, measuredRuns, states, weightBytes } = summary;
  if (measuredRuns > 0)
    return [presetOf(experiment).title, BEGUN.format(begun), `${whole(measuredRuns)} runs of others`].join(
      ' · ',
    );
  const total = Object.values(states).reduce((sum, count) => sum + count, 0);
  const finished = states.finished ?? 0;
  const preset = presetOf(experiment);
  return [
    `${preset.title}, ${size}${origin === 'imported' ? ', imported' : ''}`,
    BEGUN.format(begun),
    ...(preset.measures === 'runs' ? [`${whole(finished)} of ${whole(total)} runs finished`] : []),
    ...sourceWords(summary.sources),
    `${bytes(summary.bytes)} and ${bytes(weightBytes)} of models`,
  ].join(' · ');
}

/** The one source of an experiment, or how many it has. */
function sourceWords(sources: readonly string[]): readonly string[] {
  return sources.length > 1 ? [`from ${sources.length} sources`] : sources;
}

/** Whether an experiment can be compared with others: it trains models here, and one has finished. */
export function canCompare({ experiment, measuredRuns, states }: ExperimentSummary): boolean {
  return measuredRuns === 0 && presetOf(experiment).measures === 'runs' && (states.finished ?? 0) > 0;
}

/** `3 experiments, 12.5 MB`; without a size if they take none, as runs of others do. */
export function historyWords(experiments: readonly ExperimentSummary[]): string {
  const size = experiments.reduce((sum, summary) => sum + summary.bytes + summary.weightBytes, 0);
  const count = experiments.length;
  const counted = `${whole(count)} ${count === 1 ? 'experiment' : 'experiments'}`;
  return size === 0 ? counted : `${counted}, ${bytes(size)}`;
}

/** What is asked before all of them are deleted: `Delete 3 experiments, 12.5 MB, with their models?` */
export function deletionWords(experiments: readonly ExperimentSummary[]): string {
  const models = experiments.some(({ weightBytes }) => weightBytes > 0) ? ', with their models' : '';
  return `Delete ${historyWords(experiments)}${models}?`;
}
