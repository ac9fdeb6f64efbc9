import type { DelayCurve } from '../../../charts/plots/delays-plot.ts';
import { delaySource } from '../../../lab/plan/delay-source.ts';
import { lossesBeyondDelay } from '../../../lab/runs/beyond-delay.ts';
import type { Run } from '../../../lab/runs/run.ts';
import { mean } from '../../../laws/stats/mean.ts';
import { legendEntries } from '../../kit/legend-entries.ts';
import { seriesOf, seriesStyle } from '../../kit/run-styles.ts';

/** The models of each network by their delays, and the mean of each delay. */
export function delayCurves(runs: readonly Run[]): DelayCurve[] {
  const entryOf = legendEntries(runs);
  return seriesOf(runs).map((series) => {
    const dots = runs
      .filter(({ settings }) => settings.series === series)
      .flatMap((run) =>
        (lossesBeyondDelay(run) ?? []).map((loss) => ({
          lag: delaySource(run.settings.corpus)?.lag ?? NaN,
          loss,
          label: entryOf(run.plan.id).label,
          run: run.plan.id,
        })),
      );
    const lags = [...new Set(dots.map(({ lag }) => lag))].toSorted((a, b) => a - b);
    return {
      label: series,
      style: seriesStyle(runs, series),
      dots,
      means: lags.map((lag) => ({
        lag,
        loss: mean(dots.filter((dot) => dot.lag === lag).map(({ loss }) => loss)),
      })),
    };
  });
}
