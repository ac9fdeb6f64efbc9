import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { canResume } from '../../lab/state/can-resume.ts';
import type { Preset } from '../../lab/experiments/preset.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { isFree } from '../../lab/state/state.ts';
import { lacksPart } from '../../lab/state/undivided-work.ts';
import { startRefusals } from '../../lab/state/start-refusals.ts';
import { KeepFocus } from '../kit/keep-focus.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** What a button does now. */
interface Verb {
  readonly words: string;
  readonly act: () => unknown;
  readonly possible?: boolean;
}

/** What the start button does once more. */
const AGAIN: Readonly<Record<Preset['measures'], string>> = {
  runs: 'Start again',
  text: 'Count again',
  nothing: 'Compare again',
  table: '',
};

/**
 * Start, pause, resume, stop, and use this tab. Two buttons change their words, so that the keyboard stays on them. Dispatches
 * `refused-start` if a setting is refused.
 */
@customElement('sweep-controls')
export class SweepControls extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.6rem;
      }
      .first {
        min-width: 7rem;
      }
    `,
  ];

  @query('.first') private readonly first!: HTMLButtonElement | null;

  constructor() {
    super();
    new KeepFocus(this, () => this.first);
  }

  protected override render(): TemplateResult {
    const { state } = this.lab;
    const free = isFree(state);
    const [primary, secondary] =
      state.otherTab !== null ? this.#elsewhere() : free ? this.#before() : this.#during();
    return html`<div class="row">
      ${primary === undefined ? nothing : button(primary, lacksPart(state) ? 'first' : 'first primary')}
      ${secondary === undefined ? nothing : button(secondary, '')}
    </div>`;
  }

  #elsewhere(): [Verb, Verb?] {
    return [{ words: 'Use this tab', act: () => this.lab.useThisTab() }];
  }

  /** Runs of others do not start. */
  #before(): [Verb?, Verb?] {
    const { adapter, awaitsDisk, experiment, failure, phase } = this.lab.state;
    const { measures } = presetOf(experiment);
    const canTrain = adapter.kind === 'adapter' && failure === '' && !awaitsDisk;
    const start: Verb = {
      words: phase === 'ended' ? AGAIN[measures] : 'Start',
      act: () => this.#start(),
      possible: measures === 'runs' ? canTrain : !awaitsDisk,
    };
    const starts = measures === 'table' ? [] : [start];
    if (!canResume(this.lab.state)) return [starts[0]];
    return [{ words: 'Resume', act: () => this.lab.resumeSaved(), possible: canTrain }, starts[0]];
  }

  #during(): [Verb, Verb] {
    const { phase } = this.lab.state;
    const paused = phase === 'paused';
    const stopping = phase === 'stopping';
    const none = (): void => {};
    return [
      {
        words: paused ? 'Resume' : 'Pause',
        act: stopping ? none : () => (paused ? this.lab.resume() : this.lab.pause()),
      },
      { words: stopping ? 'Stopping …' : 'Stop', act: stopping ? none : () => this.lab.stop() },
    ];
  }

  #start(): void {
    const { lesson } = this.lab.state;
    if (lesson?.measuring === true) return this.lab.lessons.startWhenSized();
    if (Object.keys(startRefusals(this.lab.state)).length === 0) void this.lab.start();
    else this.dispatchEvent(new CustomEvent('refused-start', { bubbles: true, composed: true }));
  }
}

function button({ words, act, possible = true }: Verb, style: string): TemplateResult {
  return html`<button class=${style} ?disabled=${!possible} @click=${() => void act()}>${words}</button>`;
}
