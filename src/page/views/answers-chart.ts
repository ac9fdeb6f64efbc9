import { customElement } from 'lit/decorators.js';
import { answersPlot } from '../../charts/plots/answers-plot.ts';
import { trapSource } from '../../lab/plan/trap-source.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { answerCurves } from './data/answers-data.ts';

/** Share of right answers to each set of test items, over size. */
@customElement('answers-chart')
export class AnswersChart extends ChartElement {
  protected override view({ runs }: ExperimentState): ChartView {
    const [source] = runs.flatMap(({ settings }) => trapSource(settings.corpus) ?? []);
    const curves = answerCurves(runs);
    const all = curves.flatMap(({ dots, label: set }) => dots.map((dot) => ({ set, ...dot })));
    const said = all.map(({ label, set, share }) => `${set}, ${label}: ${percent(share)} %`);
    return {
      title: 'Right answers over size',
      summary: `Share of right answers to test items, over the parameters of the model. ${said.join('; ') || 'No model has finished yet'}.`,
      drawnFrom: runs.flatMap(({ plan, state }) => [plan, state]),
      draw: source === undefined ? null : (size) => answersPlot({ curves, chance: 1 / source.symbols }, size),
      empty: 'No run is trained on a source with test items.',
      legend:
        'Each test item is a memorised pair with an instruction that contradicts it. Memo trap: right is what the instruction says, which the text does in 1 of 20 such items. Secret bit: right is the instruction if the bit is 1, else the memorised ending. Distractor: right is the memorised ending, although a cue names another one. Dot: a model; bar: its 95 % interval (Wilson); line: the mean of the seeds.',
      table: {
        columns: [
          { head: 'Test' },
          { head: 'Model' },
          { head: 'N', unit: 'parameters' },
          { head: 'Right', unit: '%' },
          { head: '95 % interval', unit: '%' },
        ],
        rows: all.map(({ high, label, low, set, share, size }) => [
          set,
          label,
          size.toLocaleString('en'),
          percent(share),
          `${percent(low)} to ${percent(high)}`,
        ]),
      },
    };
  }
}

/** A share in percent. */
function percent(share: number): string {
  return (100 * share).toFixed(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'answers-chart': AnswersChart;
  }
}
