import { resultsCsv } from '../../lab/files/results-csv.ts';
import { resultsJson } from '../../lab/files/results-json.ts';
import { shownSize } from '../../lab/state/shown-size.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { saveFile } from '../kit/save-file.ts';

/** Makes the browser download the runs on the page as a table. */
export function saveResultsCsv(state: ExperimentState): void {
  const { runs, shown } = state;
  saveFile(`loglog-${shown}.csv`, resultsCsv(runs, { experiment: shown, size: shownSize(state) }));
}

/** Makes the browser download everything about the runs on the page. */
export function saveResultsJson(state: ExperimentState): void {
  const { runs, shown } = state;
  saveFile(`loglog-${shown}.json`, resultsJson(shown, runs, shownSize(state)));
}
