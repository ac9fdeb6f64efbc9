import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lab } from '../../lab/lab.ts';
import type { Run } from '../../lab/runs/run.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { saveFile } from '../kit/save-file.ts';
import { nameOf } from '../kit/run-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Saves the models of a run, one for each seed, as Hugging Face's `model.safetensors` and `config.json`. */
@customElement('model-links')
export class ModelLinks extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .model {
        display: flex;
        align-items: center;
        gap: 0.35rem;
      }
      button,
      select {
        min-height: 1.6rem;
        padding: 0 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) lab!: Lab;
  @property({ attribute: false }) run!: Run;

  /** Which of its models is saved, from 0. */
  @state() private chosen = 0;
  /** Why the last file could not be saved; empty if it was. */
  @state() private refused = '';

  protected override render(): TemplateResult {
    return html`
      <div class="model">
        ${this.run.plan.lanes.length > 1 ? this.#choice() : nothing}
        ${this.#button('weights', 'model.safetensors')} ${this.#button('config', 'config.json')}
      </div>
      ${this.refused === '' ? nothing : html`<p class="refused small" role="status">${this.refused}</p>`}
    `;
  }

  /** Another run of the table may have fewer models. */
  get #lane(): number {
    return Math.min(this.chosen, this.run.plan.lanes.length - 1);
  }

  #choice(): TemplateResult {
    return html`<select
      class="small"
      aria-label="Model of ${nameOf(this.run)} to save"
      @change=${({ currentTarget }: Event) => {
        if (currentTarget instanceof HTMLSelectElement) this.chosen = currentTarget.selectedIndex;
      }}
    >
      ${this.run.plan.lanes.map((_, lane) => html`<option ?selected=${lane === this.#lane}>${lane + 1}</option>`)}
    </select>`;
  }

  #button(words: string, file: keyof typeof PARTS): TemplateResult {
    const lane = this.#lane;
    const seed = this.run.plan.lanes.length > 1 ? `, seed ${lane + 1}` : '';
    return html`<button
      class="small"
      aria-label="${words} of ${nameOf(this.run)}${seed}, ${file}"
      @click=${() => void this.#save(lane, file)}
    >
      ${words}
    </button>`;
  }

  async #save(lane: number, file: keyof typeof PARTS): Promise<void> {
    const files = await this.lab.modelFiles(this.run.plan.id, lane);
    this.refused = isRefusal(files) ? files.refused : '';
    if (!isRefusal(files)) saveFile(file, files[PARTS[file]]);
  }
}

const PARTS = { 'model.safetensors': 'safetensors', 'config.json': 'config' } as const;

declare global {
  interface HTMLElementTagNameMap {
    'model-links': ModelLinks;
  }
}
