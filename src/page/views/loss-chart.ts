import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ExperimentState, LossView, Scale } from '../../lab/state/state.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { RunDynamics } from '../../laws/analysis/analyse-dynamics.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { lossCurves } from '../../charts/plots/loss-curves.ts';
import { choice } from '../kit/choice.ts';
import { spansOf } from './data/curve-spans.ts';
import { lossSeries, yardsticksOf } from './data/loss-series.ts';
import { formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import { lossUnitWords } from '../kit/run-words.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { shownLabel } from '../kit/shown-label.ts';

const OVER: Record<LossView['over'], string> = {
  steps: 'steps',
  tokens: 'tokens',
  flops: 'FLOP',
  'pf-days': 'PF-days',
};
const SMOOTHINGS: Record<LossView['smoothing'], string> = { none: 'none', light: 'light', strong: 'strong' };
const AROUND: Record<LossView['smoothing'], string> = {
  none: 'Line: the loss of each step, or of a few steps where they are closer than pixels.',
  light: 'Line: mean of the steps within 10 %. Faint: the raw curve.',
  strong: 'Line: mean of the steps within 40 %. Faint: the raw curve.',
};

const YARDSTICKS = ' Marks at the side: what counts of letters, pairs … would lose.';

/** Training loss of every run during training. */
@customElement('loss-chart')
export class LossChart extends ChartElement {
  protected override view({ analysis, lossView, runs }: ExperimentState): ChartView {
    const { dynamics = [] } = analysis;
    return {
      title: 'Training loss',
      choices: [this.#overChoice(lossView)],
      more: dynamics.length > 0 ? [] : [this.#smoothingChoice(lossView)],
      axes: lossView.axes,
      summary: summaryOf(runs, dynamics),
      drawnFrom: [
        lossView,
        analysis.dynamics,
        ...runs.map((run) => run.plan),
        ...runs.map((run) => run.curve),
      ],
      draw: runs.length === 0 ? null : (size) => lossCurves(lossSeries(runs, lossView, analysis), size),
      empty: 'No runs are planned.',
      legend:
        dynamics.length > 0
          ? 'Line: mean over seeds. Shade: two standard deviations over seeds above and below. Ring: the knee, if a smooth law does not explain the curve.'
          : `${AROUND[lossView.smoothing]}${yardsticksOf(runs).length > 0 ? YARDSTICKS : ''}`,
      notes: dynamics.map((run) => kneeWords(run, runs)),
      table: {
        columns: [
          { head: 'Run' },
          { head: 'Steps' },
          { head: 'Tokens', unit: 'for one model' },
          { head: 'Compute', unit: 'FLOP' },
          { head: 'Training loss', unit: `${lossUnitOf(runs)}, smoothed` },
        ],
        rows: runs.flatMap(lossRow),
      },
    };
  }

  protected override chooseAxes(axes: Scale): void {
    this.lab.setLossView({ ...this.lab.state.lossView, axes });
  }

  #overChoice(lossView: LossView): TemplateResult {
    return choice({
      label: 'over',
      name: 'over',
      values: OVER,
      chosen: lossView.over,
      choose: (over) => this.lab.setLossView({ ...lossView, over }),
    });
  }

  /** Means over seeds need no smoothing. */
  #smoothingChoice(lossView: LossView): TemplateResult {
    return choice({
      label: 'smoothing',
      name: 'smoothing',
      values: SMOOTHINGS,
      chosen: lossView.smoothing,
      choose: (smoothing) => this.lab.setLossView({ ...lossView, smoothing }),
    });
  }
}

function lossRow(run: Run): string[][] {
  const { flops, label, plan, step, tokens } = run;
  const last = spansOf(run, 'log').at(-1);
  if (last === undefined) return [];
  const share = step / plan.steps;
  return [
    [shownLabel(label), whole(step), short(share * tokens), scientific(share * flops), formatLoss(last.mean)],
  ];
}

function summaryOf(runs: readonly Run[], dynamics: readonly RunDynamics[]): string {
  const parts = runs.flatMap(({ curve, label, step }) => {
    const last = curve.losses[(curve.steps - 1) * curve.lanes];
    return last === undefined || curve.steps === 0
      ? []
      : [`${shownLabel(label)} at ${formatLoss(last)} after ${step} steps`];
  });
  const knees = dynamics.map((run) => kneeWords(run, runs)).join(' ');
  return `Training loss in ${lossUnitWords(runs)}: ${parts.join('; ') || 'nothing trained yet'}. ${knees}`.trim();
}

const KNEES = { bend: 'knee', plateau: 'knee, where a plateau ends,' };

/** Where a curve has its knee, or why it has none, and how much its seeds differ at the end. */
function kneeWords({ ends, knee, run, seeds }: RunDynamics, runs: readonly Run[]): string {
  const name = shownLabel(runs.find(({ plan }) => plan.id === run)?.label ?? run);
  const bend = isRefusal(knee)
    ? ` no knee: ${knee.refused};`
    : ` ${KNEES[knee.kind]} at step ${whole(knee.step.value)} (${whole(knee.step.low)} to ${whole(knee.step.high)}), loss ${formatLoss(knee.loss)};`;
  const spread = isRefusal(ends)
    ? ''
    : ` ${seeds} seeds end at ${formatLoss(ends.mean)} with a standard deviation of ${ends.deviation.toFixed(4)} nats`;
  return `${name}:${bend}${spread}`.replace(/;$/, '').concat('.');
}
