import type { ExperimentState } from './state.ts';

/** The run that a person has singled out on the charts, while it is on the page; null for none. */
export function singledOutRun({
  measured,
  runs,
  singledOut,
}: Pick<ExperimentState, 'measured' | 'runs' | 'singledOut'>): string | null {
  const isThere =
    runs.some(({ plan }) => plan.id === singledOut) || measured?.runs.some(({ id }) => id === singledOut);
  return isThere === true ? singledOut : null;
}
