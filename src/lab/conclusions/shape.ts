import { mean } from '../../laws/stats/mean.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { hardlyMatters } from './hardly-matters.ts';
import { LONGER } from './next-steps.ts';

/** "A few percent" of the loss. */
const FEW = 0.05;

/** Each series varies one thing at fixed N; the base is the run that all of them start from. */
const SHAPE_SERIES = { base: 'base', 'F/d': 'F / d', 'd/L': 'd / L', heads: 'the number of heads' };

/** Kaplan et al. 2020, figure 5: at fixed N, shape hardly matters. */
export function shape({ runs }: Evidence): Finding[] {
  const base = runs.filter((run) => run.settings.series === 'base');
  const varied = Object.entries(SHAPE_SERIES).filter(([series]) => series !== 'base');
  return varied.map(([series, name]) =>
    staysWithin(name, [...base, ...runs.filter((run) => run.settings.series === series)]),
  );
}

function staysWithin(name: string, runs: readonly Run[]): Finding {
  const claim = `At fixed N the loss stays within ${100 * FEW} % as ${name} varies.`;
  const finished = runs.filter((run) => finalLosses(run) !== null);
  if (finished.length < 3) return orElse(LONGER, notTested(claim, 'Fewer than three models have finished.'));
  const losses = finished.map((run) => mean(finalLosses(run) ?? []));
  const least = Math.min(...losses);
  const sizes = finished.map((run) => run.parameters.nonEmbedding);
  const apart = Math.max(...sizes) / Math.min(...sizes) - 1;
  const shares = finished.map(
    (run, i) => `${run.label}: +${(100 * ((losses[i] ?? NaN) / least - 1)).toFixed(1)} %`,
  );
  const words = `Over the best, ${shares.join('; ')}. Their N differ by up to ${(100 * apart).toFixed(0)} %.`;
  return hardlyMatters(claim, { runs: finished, limit: FEW, words });
}
