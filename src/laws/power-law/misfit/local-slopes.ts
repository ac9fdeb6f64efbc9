import { fitLine } from '../../stats/line.ts';
import { LEVEL } from '../../stats/interval.ts';
import type { Interval } from '../../stats/interval.ts';
import { studentQuantile } from '../../stats/student.ts';
import { bendNoise } from '../bend-noise.ts';
import type { LogSample } from '../log-sample.ts';

/** The exponent of a pure power law through neighbouring widths, with its 95 % interval. */
export interface LocalSlope extends Interval {
  /** The smallest and the largest of these values of x. */
  from: number;
  to: number;
  slope: number;
}

/** Widths of a window. */
const WINDOW = 3;
/** With fewer widths there is only one window, which is the law itself. */
const LEAST_WIDTHS = 5;
/**
 * The slopes of log loss over log x from window to window of three neighbouring widths: constant in a power law,
 * falling towards a floor, and with a step where one regime ends. The noise comes from how each width leaves the line
 * between its neighbours.
 */
export function localSlopes({ t, y, origin, range }: LogSample): LocalSlope[] {
  if (t.length < LEAST_WIDTHS) return [];
  const { squares, freedom } = bendNoise(t, y);
  const deviation = Math.sqrt(squares / freedom);
  const reach = studentQuantile((1 + LEVEL) / 2, freedom) * deviation;
  return Array.from({ length: t.length - WINDOW + 1 }, (_, i) => {
    const logs = Array.from(t.subarray(i, i + WINDOW), (place) => origin + range * place);
    const { slope, centre } = fitLine(logs, [...y.subarray(i, i + WINDOW)]);
    const error = reach / Math.sqrt(logs.reduce((sum, log) => sum + (log - centre) ** 2, 0));
    const [from, to] = [logs[0], logs[WINDOW - 1]].map(Math.exp);
    return { from, to, slope: -slope, low: -slope - error, high: -slope + error };
  });
}
