import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lab } from '../../lab/lab.ts';
import type { Run } from '../../lab/runs/run.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { saveFile } from '../kit/save-file.ts';
import { nameOf } from '../kit/run-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Saves the models of a run, one for each lane, as Hugging Face's `model.safetensors` and `config.json`. */
@customElement('model-links')
export class ModelLinks extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .lane {
        display: flex;
        gap: 0.35rem;
      }
      button {
        min-height: 1.6rem;
        padding: 0 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) lab!: Lab;
  @property({ attribute: false }) run!: Run;

  /** Why the last file could not be saved; empty if it was. */
  @state() private refused = '';

  protected override render(): TemplateResult {
    return html`
      ${this.run.plan.lanes.map(
        (_, lane) =>
          html`<div class="lane">
            ${this.#button(lane, 'weights', 'model.safetensors')}
            ${this.#button(lane, 'config', 'config.json')}
          </div>`,
      )}
      ${this.refused === '' ? nothing : html`<p class="refused small" role="status">${this.refused}</p>`}
    `;
  }

  #button(lane: number, words: string, file: keyof typeof PARTS): TemplateResult {
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
