import { analysisRequest } from '../../src/lab/analysis/analysis-request.ts';
import { presetOf } from '../../src/lab/experiments/presets.ts';
import { restoredSelection } from '../../src/lab/experiments/selection.ts';
import { readHistory } from '../../src/lab/files/history-file.ts';
import { historyJson } from '../../src/lab/files/history-json.ts';
import type { RecordedResults } from '../../src/lab/recorded/recorded-sweep.ts';
import { newExperiment } from '../../src/lab/session/new-experiment.ts';
import { usualFitting } from '../../src/lab/state/shown-fits.ts';
import { analyse } from '../../src/laws/analysis/analyse.ts';
import { rounded } from './rounded.ts';
import { RECORDED_NUMBER } from './small-recording.ts';

/** Digits of each number of a fit: more than the page shows, and few enough for a small file. */
const DIGITS = 7;

const IMPORTED = { file: 'the recorded sweep', whole: true };

/**
 * What the page shows of a history of one experiment, with the fits that it makes unless a person chooses others.
 * @throws if the history breaks a rule of its format
 */
export function recordedResults(history: string): RecordedResults {
  const [only, ...others] = readHistory(history);
  if (only === undefined || others.length > 0) throw new Error('a recording holds one experiment');
  const { saved } = only;
  const runs = only.runs.map((run) => ({ ...run, imported: IMPORTED }));
  const selection = restoredSelection(saved);
  const fitOptions = usualFitting(selection.experiment);
  const analysis = analyse(analysisRequest(runs, presetOf(selection.experiment), fitOptions));
  return {
    recorded: { ...selection, ...machineOf(runs) },
    runs,
    samples: saved.samples,
    ranks: saved.ranks,
    fitOptions,
    analysis: rounded(analysis, DIGITS),
  };
}

/** A recorded sweep as a history, which says everything but the fits. */
export function historyOf({ recorded, runs, samples, ranks }: RecordedResults): string {
  const { experiment, size, draft } = recorded;
  const ids = runs.map(({ plan }) => plan.id);
  const begun = Date.parse(recorded.date);
  const fresh = newExperiment({ experiment, size, draft }, 'trained');
  return historyJson([
    { saved: { ...fresh, begun, number: RECORDED_NUMBER, samples, ranks, runs: ids }, runs },
  ]);
}

function machineOf([first]: RecordedResults['runs']): Omit<
  RecordedResults['recorded'],
  'experiment' | 'size' | 'draft'
> {
  const origin = first?.origin ?? null;
  if (origin === null || origin.date === null)
    throw new Error('the recording does not say where it was trained');
  return { ...origin, date: new Date(origin.date).toISOString().slice(0, 10) };
}
