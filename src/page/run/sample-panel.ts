import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Sample } from '../../lab/runs/text-sample.ts';
import { LabElement } from '../kit/lab-element.ts';
import { whole } from '../../charts/quantity.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Text sampled from the models, the latest first. */
@customElement('sample-panel')
export class SamplePanel extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .head,
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-size: 0.875rem;
      }
      input[type='range'] {
        width: 8rem;
        min-height: 1.5rem;
        padding: 0;
        accent-color: var(--accent);
      }
      ol {
        display: grid;
        gap: 0.9rem;
        max-height: 26rem;
        margin: 0.75rem 0 0;
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }
      blockquote {
        margin: 0.15rem 0 0;
        font-family: ui-serif, Georgia, 'Times New Roman', serif;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .failure {
        margin-top: 0.5rem;
        color: var(--bad);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { samples, samplingFailure, sampling, temperature } = this.lab.state;
    return html`
      <div class="head">
        <h2 id="title">What the models write</h2>
        <div class="tools">
          <label
            >temperature
            <input
              type="range"
              min="0.1"
              max="1.5"
              step="0.1"
              .value=${String(temperature)}
              @input=${(event: InputEvent) => this.#setTemperature(event)}
            />
            <span>${temperature.toFixed(1)}</span></label
          >
          <button
            @click=${() => void this.lab.sample()}
            ?disabled=${sampling === 'sampling' || !this.#hasModel()}
          >
            ${sampling === 'sampling' ? 'Writing …' : 'Write'}
          </button>
        </div>
      </div>
      ${samplingFailure === '' ? nothing : html`<p class="failure">No text was written: ${samplingFailure}</p>`}
      ${
        samples.length === 0
          ? html`<p class="soft">
              Each model writes some text when it has finished. Wider models write better.
            </p>`
          : html`<ol tabindex="0" role="list" aria-labelledby="title">
              ${samples.map(sampleItem)}
            </ol>`
      }
    `;
  }

  #hasModel(): boolean {
    return this.lab.state.runs.some((run) => run.step > 0);
  }

  #setTemperature(event: InputEvent): void {
    if (event.target instanceof HTMLInputElement) this.lab.setTemperature(event.target.valueAsNumber);
  }
}

function sampleItem({ width, step, temperature, text }: Sample): TemplateResult {
  return html`<li>
    <p class="small soft">width ${width} after ${whole(step)} steps, temperature ${temperature.toFixed(1)}</p>
    <blockquote>${text}</blockquote>
  </li>`;
}
