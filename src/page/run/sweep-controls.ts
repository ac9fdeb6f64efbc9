import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { canResume } from '../../lab/state/can-resume.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { isFree } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Start, pause, resume, stop. Dispatches `refused-start` if a setting is refused. */
@customElement('sweep-controls')
export class SweepControls extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.6rem;
      }
      .primary {
        min-width: 7rem;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { state } = this.lab;
    if (state.otherTabTrains) {
      return html`<p>
        Another tab of this page is training. This tab shows its saved progress, and takes over when that tab
        is closed.
      </p>`;
    }
    return html`<div class="row">${isFree(state) ? this.#before() : this.#during()}</div>`;
  }

  #before(): TemplateResult {
    const { adapter, experiment, phase, refusals, failure } = this.lab.state;
    const { measures } = presetOf(experiment);
    const trains = measures === 'runs';
    const impossible = trains && (adapter.kind !== 'adapter' || failure !== '');
    const refused = Object.keys(refusals).length;
    const unfinished = canResume(this.lab.state);
    return html`
      ${
        unfinished
          ? html`<button
              class="primary"
              ?disabled=${adapter.kind !== 'adapter' || failure !== ''}
              @click=${() => void this.lab.resumeSaved()}
            >
              Resume
            </button>`
          : nothing
      }
      ${
        measures === 'table'
          ? nothing
          : html`<button
              class=${unfinished ? '' : 'primary'}
              ?disabled=${impossible}
              @click=${() => this.#start()}
            >
              ${phase === 'ended' ? 'Start again' : 'Start'}
            </button>`
      }
      ${
        refused === 0
          ? nothing
          : html`<span class="refused"
              >${refused === 1 ? 'A setting is' : `${refused} settings are`} refused.</span
            >`
      }
    `;
  }

  #during(): TemplateResult {
    const { phase } = this.lab.state;
    const paused = phase === 'paused';
    return html`
      <button
        class="primary"
        ?disabled=${phase === 'stopping'}
        @click=${() => void (paused ? this.lab.resume() : this.lab.pause())}
      >
        ${paused ? 'Resume' : 'Pause'}
      </button>
      <button ?disabled=${phase === 'stopping'} @click=${() => void this.lab.stop()}>
        ${phase === 'stopping' ? 'Stopping …' : 'Stop'}
      </button>
    `;
  }

  #start(): void {
    if (Object.keys(this.lab.state.refusals).length === 0) void this.lab.start();
    else this.dispatchEvent(new CustomEvent('refused-start', { bubbles: true, composed: true }));
  }
}
