import { customElement } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { BatchAnalysis, HyperbolaFit } from '../../laws/analysis/analyse-batch.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { batchData, plannedBatches } from './data/batch-data.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { batchPlot } from '../../charts/plots/batch-plot.ts';
import { formatLoss, short, whole } from '../../charts/quantity.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';

/** Steps against tokens to reach a few losses, with a hyperbola through the batch sizes. */
@customElement('batch-chart')
export class BatchChart extends ChartElement {
  protected override view({ analysis, runs }: ExperimentState): ChartView {
    const batch = analysis.batch;
    const levels = batchData(batch, runs);
    const planned = plannedBatches(batch, runs);
    return {
      title: 'Steps against tokens',
      summary: `Steps and tokens to a training loss by batch size. ${levelWords(batch) || 'No loss has been reached by several batch sizes yet.'}`,
      axes: this.axes,
      drawnFrom: [analysis, this.axes, ...runs.map(({ plan }) => plan)],
      draw: runs.length > 0 ? (size) => batchPlot({ levels, planned, axes: this.axes }, size) : null,
      empty: 'No runs are planned.',
      legend:
        'Symbol: a batch size B in windows, at its best rate. Line: the hyperbola of a training loss. Cross: its critical batch size, where a run takes twice the fewest steps and twice the fewest tokens.',
      notes: batchNotes(batch),
      table: {
        columns: [
          { head: 'Loss', unit: lossUnitOf(runs) },
          { head: 'S_min', unit: 'steps' },
          { head: 'E_min', unit: 'tokens' },
          { head: 'B_crit', unit: 'tokens (95 %)' },
        ],
        rows: (batch?.levels ?? []).flatMap(({ hyperbola, loss }) =>
          isRefusal(hyperbola) ? [] : [hyperbolaRow(loss, hyperbola)],
        ),
      },
    };
  }
}

function hyperbolaRow(loss: number, { criticalBatch, fewestSteps, fewestTokens }: HyperbolaFit): string[] {
  return [
    formatLoss(loss),
    whole(fewestSteps.value),
    short(fewestTokens.value),
    `${short(criticalBatch.value)} (${short(criticalBatch.low)} to ${short(criticalBatch.high)})`,
  ];
}

function levelWords(batch: BatchAnalysis | undefined): string {
  const levels = batch?.levels ?? [];
  return levels
    .flatMap(({ hyperbola, loss }) =>
      isRefusal(hyperbola)
        ? []
        : [`B_crit = ${short(hyperbola.criticalBatch.value)} tokens at a loss of ${formatLoss(loss)}.`],
    )
    .join(' ');
}

function batchNotes(batch: BatchAnalysis | undefined): string[] {
  if (batch === undefined) return [];
  const refused = batch.levels.flatMap(({ hyperbola, loss: level }) =>
    isRefusal(hyperbola) ? [`No hyperbola at ${formatLoss(level)}: ${hyperbola.refused}.`] : [],
  );
  const { law } = batch;
  const rise = isRefusal(law)
    ? `No law of the critical batch yet: ${law.refused}.`
    : `${law.formula}, B_crit in tokens.`;
  return [...refused, rise];
}
