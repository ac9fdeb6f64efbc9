import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AdapterReport } from '../../engine/trainer.ts';
import { sharedSteps } from '../../lab/plan/trunk.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { isFree } from '../../lab/state/state.ts';
import { hasEnded, isUnderWay, type Run } from '../../lab/runs/run.ts';
import { paceOf, type Pace } from '../../lab/estimate/pace.ts';
import { runSeconds, secondsLeft, sweepSecondsLeft } from '../../lab/estimate/time-left.ts';
import { LabElement } from '../kit/lab-element.ts';
import { about, short, whole } from '../../charts/quantity.ts';
import { nameOf, stateWords } from '../kit/run-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Progress of the sweep, one part of the bar for each run, with the speed and the time that is left. */
@customElement('sweep-progress')
export class SweepProgress extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1.5rem;
        font-size: 0.875rem;
      }
      .bar {
        display: flex;
        gap: 3px;
        height: 0.4rem;
        margin-top: 0.35rem;
      }
      .bar > span {
        min-width: 1px;
        border-radius: 99px;
        overflow: hidden;
        background: var(--rule);
      }
      .bar > span > span {
        display: block;
        height: 100%;
        background: var(--accent);
      }
      @media (max-width: 640px) {
        .run,
        .speed {
          display: none;
        }
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { adapter, otherTab, runs } = this.lab.state;
    if (adapter.kind !== 'adapter' || runs.length === 0) return nothing;
    if (otherTab !== null) return html`<p class="line soft">${savedWords(runs)}</p>`;
    return isFree(this.lab.state) ? nothing : this.#progress(adapter);
  }

  #progress(adapter: AdapterReport): TemplateResult {
    const { runs, shown, timedPace } = this.lab.state;
    const pace = paceOf(adapter, runs, timedPace);
    const left = sweepSecondsLeft(runs, pace);
    const shared = sharedSteps(runs.map(({ plan }) => plan));
    const total = runs.reduce((sum, run, i) => sum + runSeconds(run, pace, shared[i]), 0);
    const run = runs.find(isUnderWay);
    const ended = runs.filter(hasEnded).length;
    return html`<p class="line">
        <span class="run">${run === undefined ? nothing : `${nameOf(run)}: ${stateWords(run)}`}</span>
        <span class="soft"
          ><span class="speed">${speedWords(run).map((words) => `${words} · `)}</span>${about(left)}
          left</span
        >
      </p>
      <div
        class="bar"
        role="progressbar"
        aria-label="Sweep"
        aria-valuenow=${Math.round(100 * (1 - left / total))}
        aria-valuetext="${ended} of ${runs.length} ${presetOf(shown).unit}s done"
      >
        ${runs.map((part, i) => segment(part, pace, shared[i]))}
      </div>`;
  }
}

/** As wide as the share of the time that a run takes. */
function segment(run: Run, pace: Pace, shared = 0): TemplateResult {
  const total = runSeconds(run, pace, shared);
  const done = hasEnded(run) ? 1 : Math.max(0, 1 - secondsLeft(run, pace, shared) / total);
  return html`<span style="flex-grow: ${total}"><span style="width: ${100 * done}%"></span></span>`;
}

/** The current speed, and why the speed of the whole run says nothing about this machine. */
function speedWords(run: Run | undefined): string[] {
  if (run === undefined) return [];
  const { speedVoid, stepsPerSecond, tokensPerSecond } = run;
  const unknown = speedVoid === '' ? [] : [`speed of the run void: ${speedVoid}`];
  if (stepsPerSecond === 0) return unknown;
  return [`${short(stepsPerSecond)} steps/s`, `${short(tokensPerSecond)} tokens/s`, ...unknown];
}

/** What the other tab has saved; it may have trained further. */
function savedWords(runs: readonly Run[]): string {
  const finished = runs.filter(({ state }) => state === 'finished').length;
  const run = runs.find(isUnderWay);
  const far = run === undefined ? '' : ` ${nameOf(run)} was saved at step ${whole(run.step)}.`;
  return `Saved: ${whole(finished)} of ${whole(runs.length)} finished.${far}`;
}
