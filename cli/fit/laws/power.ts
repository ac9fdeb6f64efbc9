import type { Fit, Row } from '../law.ts';
import { powerReport } from '../power-report.ts';

export const fitPowerOfN: Fit = (rows, options) => powerReport(pointsOf(rows, 'n'), 'N', options);
export const fitPowerOfD: Fit = (rows, options) => powerReport(pointsOf(rows, 'd'), 'D', options);
export const fitPowerOfC: Fit = (rows, options) => powerReport(pointsOf(rows, 'c'), 'C', options);

function pointsOf(rows: readonly Row[], quantity: 'n' | 'd' | 'c') {
  return rows.map((row) => ({ x: row[quantity], loss: row.loss }));
}
