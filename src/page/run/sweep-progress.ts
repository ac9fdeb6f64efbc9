import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AdapterReport } from '../../engine/trainer.ts';
import { canResume } from '../../lab/state/can-resume.ts';
import { costOf } from '../../lab/estimate/cost.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { isSameSelection } from '../../lab/experiments/selection.ts';
import { isFree, type ExperimentState } from '../../lab/state/state.ts';
import { startRefusals } from '../../lab/state/start-refusals.ts';
import { hasEnded, isUnderWay, type Run } from '../../lab/runs/run.ts';
import { paceOf, type Pace } from '../../lab/estimate/pace.ts';
import { runSeconds, secondsLeft, sweepSecondsLeft } from '../../lab/estimate/time-left.ts';
import { LabElement } from '../kit/lab-element.ts';
import { about, bytes, scientific, short, whole } from '../../charts/quantity.ts';
import { betweenWords } from './between-words.ts';
import { nameOf, stateWords } from '../kit/run-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Progress, speed and remaining time of the run and of the sweep. */
@customElement('sweep-progress')
export class SweepProgress extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .bars {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
        gap: 0.5rem 2rem;
        min-height: 4.1rem;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        font-size: 0.9rem;
      }
      progress {
        display: block;
        width: 100%;
        height: 0.5rem;
        margin-top: 0.25rem;
        border: 0;
        border-radius: 99px;
        overflow: hidden;
        appearance: none;
        background: var(--rule);
        color: var(--accent);
      }
      progress::-webkit-progress-bar {
        background: var(--rule);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { adapter, otherTab, runs } = this.lab.state;
    if (adapter.kind !== 'adapter') return html``;
    if (otherTab !== null) return html`<p class="soft">${savedWords(runs)}</p>`;
    return isFree(this.lab.state) ? this.#estimate(adapter) : this.#progress(adapter);
  }

  #estimate(adapter: AdapterReport): TemplateResult {
    const { experiment, phase, planned, runs } = this.lab.state;
    // A sweep that cannot start takes no time.
    if (planned.length === 0 || Object.keys(startRefusals(this.lab.state)).length > 0) return html``;
    const { flops, seconds, measured } = costOf(planned, paceOf(adapter, runs));
    const { unit } = presetOf(experiment);
    const basis = measured ? 'at the speed measured here' : `by a guess that the first ${unit} corrects`;
    const cost = `${planned.length} ${unit}s take ${about(seconds)} and ${scientific(flops)} FLOP, ${basis}.`;
    const before = phase === 'ended' ? endWords(this.lab.state) : '';
    return html`<p class="soft">${before} ${cost}</p>`;
  }

  #progress(adapter: AdapterReport): TemplateResult {
    const { runs, shown } = this.lab.state;
    if (runs.length === 0) return html`<p class="soft">Counting the words of the text …</p>`;
    const pace = paceOf(adapter, runs);
    const left = sweepSecondsLeft(runs, pace);
    const total = runs.reduce((sum, run) => sum + runSeconds(run, pace), 0);
    const run = runs.find(isUnderWay);
    const ended = runs.filter(hasEnded).length;
    return html`<div class="bars">
      ${run === undefined ? html`<p class="soft">${betweenWords(this.lab.state)}</p>` : runBar(run, pace)}
      ${bar({
        label: `Sweep: ${ended} of ${runs.length} ${presetOf(shown).unit}s done`,
        right: `${about(left)} left`,
        done: 1 - left / total,
      })}
    </div>`;
  }
}

function runBar(run: Run, pace: Pace): TemplateResult {
  const { steps } = run.plan;
  return html`<div>
    ${bar({
      label: `${nameOf(run)}: ${stateWords(run)}`,
      right: `${about(secondsLeft(run, pace))} left`,
      done: run.step / steps,
    })}
    <p class="small soft">${speedWords(run)}</p>
  </div>`;
}

/** The current speed, and why the speed of the whole run says nothing about this machine. */
function speedWords({ bytesHeld, speedVoid, stepsPerSecond, tokensPerSecond }: Run): string {
  const unknown = speedVoid === '' ? [] : [`speed of the run void: ${speedVoid}`];
  if (stepsPerSecond === 0) return unknown.join('');
  const now = [`${short(stepsPerSecond)} steps/s`, `${short(tokensPerSecond)} tokens/s`, bytes(bytesHeld)];
  return [...now, ...unknown].join(' · ');
}

interface Bar {
  label: string;
  right: string;
  /** 0 to 1. */
  done: number;
}

function bar({ label, right, done }: Bar): TemplateResult {
  return html`<label>
    <span class="line"><span>${label}</span><span class="soft">${right}</span></span>
    <progress max="1" .value=${done}></progress>
  </label>`;
}

/** What the other tab has saved; it may have trained further. */
function savedWords(runs: readonly Run[]): string {
  const finished = runs.filter(({ state }) => state === 'finished').length;
  const run = runs.find(isUnderWay);
  const far = run === undefined ? '' : ` ${nameOf(run)} was saved at step ${whole(run.step)}.`;
  return `Saved: ${whole(finished)} of ${whole(runs.length)} finished.${far}`;
}

/** What has ended, and whether the settings have changed since. */
function endWords(state: ExperimentState): string {
  const { begun, runs } = state;
  const count = (reached: Run['state']): number => runs.filter((run) => run.state === reached).length;
  const failed = count('failed') > 0 ? `, ${whole(count('failed'))} failed` : '';
  const edited = begun !== null && !isSameSelection(begun, state);
  const next = edited ? 'These results are of the settings before your changes. With the changes,' : 'Again,';
  return `${canResume(state) ? 'Interrupted' : 'Ended'}: ${whole(count('finished'))} of ${whole(runs.length)} finished${failed}. ${next} `;
}
