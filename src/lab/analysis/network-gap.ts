import type { Estimate } from '../../laws/stats/interval.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import type { Run } from '../runs/run.ts';

/** Finished transformers of one size, and finished LSTMs whose N is nearly the same. */
export interface NetworkPair {
  readonly transformers: readonly Run[];
  readonly lstms: readonly Run[];
}

/** Sizes count as equal if their N differ by at most this factor. */
const EQUAL = 1.15;

/** The sizes that both networks have, ascending in N. */
export function networkPairs(runs: readonly Run[]): NetworkPair[] {
  const finished = runs.filter(({ state }) => state === 'finished');
  const [transformers, lstms] = [undefined, 'lstm'].map((network) =>
    sizesOf(finished.filter(({ settings }) => settings.network === network)),
  );
  return [...(lstms ?? [])].flatMap(([size, ofSize]) => {
    const [nearest] = [...(transformers ?? [])].toSorted(([a], [b]) => apart(a, size) - apart(b, size));
    return nearest === undefined || apart(nearest[0], size) > Math.log(EQUAL)
      ? []
      : [{ transformers: nearest[1], lstms: ofSize }];
  });
}

/**
 * How much higher the loss of LSTMs is than that of transformers of equal N, nats per token: the mean over the pairs, with the
 * interval of Student's t from how the pairs differ. Null if fewer than two pairs have such losses.
 * @param lossesOf of the models of a run; null if they are not known
 */
export function gapOf(
  pairs: readonly NetworkPair[],
  lossesOf: (run: Run) => ArrayLike<number> | null,
): Estimate | null {
  const meanOf = (runs: readonly Run[]) => mean(runs.flatMap((run) => Array.from(lossesOf(run) ?? [])));
  const gaps = pairs
    .map(({ transformers, lstms }) => meanOf(lstms) - meanOf(transformers))
    .filter(Number.isFinite);
  const deviation = pooledDeviation([gaps]);
  if (typeof deviation !== 'number') return null;
  const value = mean(gaps);
  const half = (studentQuantile(0.975, gaps.length - 1) * deviation) / Math.sqrt(gaps.length);
  return { value, low: value - half, high: value + half };
}

function sizesOf(runs: readonly Run[]): Map<number, Run[]> {
  const sizes = new Map<number, Run[]>();
  for (const run of runs.toSorted((a, b) => a.parameters.nonEmbedding - b.parameters.nonEmbedding)) {
    const size = run.parameters.nonEmbedding;
    sizes.set(size, [...(sizes.get(size) ?? []), run]);
  }
  return sizes;
}

function apart(a: number, b: number): number {
  return Math.abs(Math.log(a / b));
}
