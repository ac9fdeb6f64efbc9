import type { TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { isOnlyRecorded } from '../../lab/state/is-only-recorded.ts';
import { singledOutRun } from '../../lab/state/singled-out-run.ts';
import type { ExperimentState, Scale } from '../../lab/state/state.ts';
import { choiceStyles } from '../kit/choice-styles.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import { ChartKeys } from './chart-keys.ts';
import type { ChartPlot, SingleOutEvent } from './chart-plot.ts';
import { chartStyles } from './chart-styles.ts';
import { chartView, type ChartView } from './chart-view.ts';
import type { PictureKind } from './save-scene.ts';

const SCALES: readonly Scale[] = ['log', 'linear'];

/** A chart of the lab's state, as wide as its container. */
export abstract class ChartElement extends LabElement {
  static override styles = [sharedStyles, choiceStyles, tableStyles, chartStyles];

  /** Whether its plot takes the height of its container. */
  @property({ type: Boolean, reflect: true }) fill = false;
  @query('chart-plot') private readonly plot!: ChartPlot | null;

  constructor() {
    super();
    new ChartKeys(this);
  }

  toggleAxes(): void {
    const { axes } = this.view(this.lab.state);
    if (axes !== undefined) this.chooseAxes(axes === 'log' ? 'linear' : 'log');
  }

  singleOutNone(): void {
    if (this.lab.state.singledOut !== null) this.lab.singleOut(null);
  }

  protected override render(): TemplateResult {
    const { state } = this.lab;
    const view = this.view(state);
    return chartView(view, {
      fill: this.fill,
      singledOut: singledOutRun(state),
      singleOut: ({ run }: SingleOutEvent) => this.lab.singleOut(run),
      chooseAxes: (axes) => this.chooseAxes(axes),
      save: (kind) => void this.save(kind),
    });
  }

  protected override updated(): void {
    this.plot?.toggleAttribute('faint', isOnlyRecorded(this.lab.state));
  }

  /** The chart of this state. */
  protected abstract view(state: ExperimentState): ChartView;

  /** What a person has chosen for this chart; `first` before they have, and if that can be chosen no longer. */
  protected chosen<Value extends string>(what: string, values: readonly Value[], first: Value): Value {
    const chosen = this.lab.state.chartChoices[`${this.localName} ${what}`];
    return values.find((value) => value === chosen) ?? first;
  }

  protected choose(what: string, value: string): void {
    this.lab.chooseOnChart(`${this.localName} ${what}`, value);
  }

  /** The scale of both axes of a chart that is logarithmic at first. */
  protected get axes(): Scale {
    return this.chosen('axes', SCALES, 'log');
  }

  protected chooseAxes(axes: Scale): void {
    this.choose('axes', axes);
  }

  /** Makes the browser download the chart as a picture. */
  async save(kind: PictureKind): Promise<void> {
    const scene = this.plot?.scene ?? null;
    const { title, legend } = this.view(this.lab.state);
    if (scene === null) return;
    const { savePicture } = await import('./save-picture.ts');
    await savePicture({ scene, title, legend, state: this.lab.state, host: this }, kind);
  }
}
