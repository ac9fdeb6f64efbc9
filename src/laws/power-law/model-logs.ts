import { meanLog } from '../stats/mean.ts';

/** A loss, and the name of its model if several losses may be of one. */
interface Measurement {
  loss: number;
  model?: string;
}

/** The log loss of each model of one width: the mean over its measurements, such as those of several machines. */
export function modelLogs(width: readonly Measurement[]): number[] {
  const models = new Map<string | Measurement, number[]>();
  for (const point of width) {
    const model = point.model ?? point;
    models.set(model, [...(models.get(model) ?? []), point.loss]);
  }
  return [...models.values()].map(meanLog);
}
