import type { ChartView } from '../chart/chart-view.ts';

/** The view of a chart of imported runs while there are none. */
export const NO_TABLE: ChartView = {
  title: 'Imported runs',
  summary: '',
  drawnFrom: [],
  draw: null,
  empty: 'No table is open.',
  legend: '',
  table: null,
};
