import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { patchCorpus, patchesIn } from '../../lab/plan/patches.ts';
import type { Sample, Writer } from '../../lab/runs/text-sample.ts';
import { whyNoText, writerOf, writersOf } from '../../lab/state/writers.ts';
import { LabElement } from '../kit/lab-element.ts';
import { patchPicture } from '../kit/patches/patches-when-needed.ts';
import { nameOf } from '../kit/run-words.ts';
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
      .why {
        margin-top: 0.5rem;
      }
      .failure {
        margin-top: 0.5rem;
        color: var(--bad);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { samples, samplingFailure, sampling, temperature } = this.lab.state;
    const why = whyNoText(this.lab.state);
    const draws = this.lab.state.runs.some(({ settings }) => patchCorpus(settings.corpus) !== null);
    const untrained = this.lab.state.runs.every(({ step }) => step === 0);
    return html`
      <div class="head">
        <h2 id="title">What the models ${draws ? 'draw' : 'write'}</h2>
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
          ${this.#models()}
          <button @click=${() => void this.lab.sample()} ?disabled=${why !== ''}>
            ${draws ? (sampling === 'sampling' ? 'Drawing …' : 'Draw') : sampling === 'sampling' ? 'Writing …' : 'Write'}
          </button>
        </div>
      </div>
      ${why === '' || untrained ? nothing : html`<p class="small soft why">${why}</p>`}
      ${samplingFailure === '' ? nothing : html`<p class="failure">No text was written: ${samplingFailure}</p>`}
      ${
        samples.length === 0
          ? html`<p class="soft">
              Each model ${draws ? 'draws some patches' : 'writes some text'} when it has finished. Wider
              models ${draws ? 'draw' : 'write'} better.
            </p>`
          : html`<ol tabindex="0" role="list" aria-labelledby="title">
              ${samples.map((sample) => this.#sample(sample))}
            </ol>`
      }
    `;
  }

  /** The choice of the model that writes; nothing if there is no choice. */
  #models(): TemplateResult | typeof nothing {
    const writers = writersOf(this.lab.state);
    const chosen = writerOf(this.lab.state);
    if (chosen === null || writers.length < 2) return nothing;
    const at = writers.findIndex(({ run, lane }) => run === chosen.run && lane === chosen.lane);
    return html`<label
      >model
      <select .value=${live(String(at))} @change=${(event: Event) => this.#choose(event, writers)}>
        ${writers.map(
          (writer, i) =>
            html`<option value=${String(i)} ?selected=${i === at}>${this.#nameOf(writer)}</option>`,
        )}
      </select></label
    >`;
  }

  #nameOf({ run: id, lane }: Writer): string {
    const run = this.lab.state.runs.find(({ plan }) => plan.id === id);
    if (run === undefined) return '';
    return run.plan.lanes.length > 1 ? `${nameOf(run)}, seed ${lane + 1}` : nameOf(run);
  }

  #choose(event: Event, writers: readonly Writer[]): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.lab.setWriting({ writer: writers[Number(event.target.value)] ?? null });
  }

  #setTemperature(event: InputEvent): void {
    if (event.target instanceof HTMLInputElement) {
      this.lab.setWriting({ temperature: event.target.valueAsNumber });
    }
  }

  #sample({ run: id, width, step, temperature, text }: Sample): TemplateResult {
    const run = this.lab.state.runs.find(({ plan }) => plan.id === id);
    const corpus = run === undefined ? null : patchCorpus(run.settings.corpus);
    const name = run === undefined ? `width ${width}` : nameOf(run).replace(/^Width/, 'width');
    return html`<li>
      <p class="small soft">${name} after ${whole(step)} steps, temperature ${temperature.toFixed(1)}</p>
      ${corpus === null ? html`<blockquote>${text}</blockquote>` : patchPicture(name, patchesIn(text, corpus))}
    </li>`;
  }
}
