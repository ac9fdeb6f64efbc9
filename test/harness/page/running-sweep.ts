// Lets the page show a sweep of eight widths that trains at the rate of a fast GPU. Trains nothing: the losses are those of a
// known law with noise, and they arrive as they would from the worker.
import { html, render, type TemplateResult } from 'lit';
import { Lab } from '../../../src/lab/lab.ts';
import { emptyCurve, extended } from '../../../src/lab/runs/curve.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import type { ExperimentState } from '../../../src/lab/state/state.ts';
import '../../../src/page/loglog-app.ts';
import '../../../src/page/run/run-table.ts';
import '../../../src/page/views/frontier-chart.ts';
import '../../../src/page/views/loss-chart.ts';
import '../../../src/page/views/residuals-chart.ts';
import '../../../src/page/views/scaling-chart.ts';
import { syntheticExperiment, untrained } from './synthetic-experiment.ts';

/** Events of the worker in a second, and steps in each of them. */
const EVENTS_A_SECOND = 8;
const STEPS = 200;
const NOISE = 0.08;

/** What is on the page: four charts and the table, or all of it. */
export type Shown = 'charts' | 'page';

/** What the sweep will come to. Its laws are fitted here, which the page leaves to a worker. */
const ended = syntheticExperiment('widths', 'full');

/** Shows the whole sweep once. Resolves when the last run has finished, with the number of losses that came. */
export async function runSweep(shown: Shown): Promise<number> {
  const sweep = new Sweep({ ...untrained(ended), phase: 'running' });
  place(shown === 'page' ? html`<loglog-app .lab=${sweep.lab}></loglog-app>` : charts(sweep.lab));
  let steps = 0;
  for (const [index, run] of ended.runs.entries()) {
    steps += await sweep.train(index, withNoise(run));
    if (index >= 2) sweep.change({ analysis: ended.analysis });
  }
  sweep.change({ phase: 'ended' });
  return steps;
}

function charts(lab: Lab): TemplateResult {
  return html`<loss-chart .lab=${lab}></loss-chart><scaling-chart .lab=${lab}></scaling-chart>
    <frontier-chart .lab=${lab}></frontier-chart><residuals-chart .lab=${lab}></residuals-chart>
    <run-table .lab=${lab}></run-table>`;
}

function place(content: TemplateResult): void {
  const root = document.querySelector<HTMLElement>('#app');
  if (root === null) throw new Error('the page has no place for the app');
  root.replaceChildren();
  const fresh = document.createElement('main');
  root.append(fresh);
  render(content, fresh);
}

/** The state of a lab whose runs a script trains. */
class Sweep {
  readonly lab: Lab;
  readonly #listeners = new Set<() => void>();

  constructor(private state: ExperimentState) {
    const own: Partial<Lab> = {
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    Object.defineProperty(own, 'state', { get: () => this.state });
    // Nobody presses a button during the sweep.
    const others = Object.getOwnPropertyNames(Lab.prototype).filter((name) => !(name in own));
    for (const name of others) Object.defineProperty(own, name, { value: () => {} });
    this.lab = own as Lab;
  }

  change(part: Partial<ExperimentState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Lets the losses of a finished run come one after another. @returns its number of steps */
  async train(index: number, finished: Run): Promise<number> {
    const { losses, steps, lanes } = finished.curve;
    let curve = emptyCurve(lanes);
    for (let step = 0; step < steps; step += STEPS) {
      await new Promise((resolve) => setTimeout(resolve, 1000 / EVENTS_A_SECOND));
      const end = Math.min(steps, step + STEPS);
      curve = extended(curve, step, losses.slice(step * lanes, end * lanes));
      this.#replace(index, { ...queuedRun(finished), state: 'training', step: end, curve });
    }
    this.#replace(index, finished);
    return steps;
  }

  #replace(index: number, run: Run): void {
    this.change({ runs: this.state.runs.with(index, run) });
  }
}

/** The losses of single steps differ by their batches. */
function withNoise(run: Run): Run {
  const losses = run.curve.losses.map((loss, i) => loss + NOISE * Math.sin(12.9898 * i * i));
  return { ...run, curve: { ...run.curve, losses } };
}
