import { meanLog } from '../stats/mean.ts';
import type { LawPoint } from './log-sample.ts';

/** The log loss of each model of one width: the mean over its measurements, such as those of several machines. */
export function modelLogs(width: readonly LawPoint[]): number[] {
  const models = new Map<string | LawPoint, number[]>();
  for (const point of width) {
    const model = point.model ?? point;
    models.set(model, [...(models.get(model) ?? []), point.loss]);
  }
  return [...models.values()].map(meanLog);
}
