import type { Run } from '../../../lab/runs/run.ts';
import type { FrontierAnalysis } from '../../../laws/analysis/analyse-frontier.ts';
import { petaflopDays } from '../../../laws/counting/count-parameters.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import type { ComputeLoss, FrontierPlot } from '../../../charts/plots/frontier-plot.ts';
import { middleOf, spansOf } from './curve-spans.ts';
import { legendEntries } from '../../kit/legend-entries.ts';
import { lossUnitWords } from '../../kit/run-words.ts';

/** Data of the frontier plot: curves, envelope and law. */
export function frontierData(
  runs: readonly Run[],
  frontier: FrontierAnalysis | undefined,
  unit: FrontierPlot['unit'],
): FrontierPlot {
  const scale = (flops: number) => (unit === 'FLOP' ? flops : petaflopDays(flops));
  const entryOf = legendEntries(runs);
  const law = frontier === undefined || isRefusal(frontier.law) ? null : frontier.law;
  return {
    curves: runs
      .filter(({ curve }) => curve.steps > 0)
      .map((run) => ({
        ...entryOf(run.plan.id),
        run: run.plan.id,
        points: curveOf(run, scale),
      })),
    frontier: (frontier?.points ?? []).map(({ compute, loss }) => ({ compute: scale(compute), loss })),
    law:
      law === null
        ? null
        : {
            color: 'var(--ink)',
            samples: law.samples.map(({ x, loss, low, high }) => ({ x: scale(x), y: loss, low, high })),
            fitted: [scale(law.fittedRange[0]), scale(law.fittedRange[1])],
          },
    unit,
    lossUnit: lossUnitWords(runs),
  };
}

function curveOf(run: Run, scale: (flops: number) => number): ComputeLoss[] {
  const perStep = run.flops / run.plan.steps;
  return spansOf(run, 'log').map((span) => ({ compute: scale(middleOf(span) * perStep), loss: span.mean }));
}
