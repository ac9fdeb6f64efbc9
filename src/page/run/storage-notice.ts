import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Says that some results are not saved on disk; nothing while all are. */
@customElement('storage-notice')
export class StorageNotice extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .storage-error {
        padding: 0.6rem 1rem;
        background: var(--bad-wash);
        border: 1px solid var(--bad);
        border-radius: var(--radius);
      }
      button {
        min-height: 2rem;
        margin-top: 0.5rem;
        padding: 0.15rem 0.7rem;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { storageError } = this.lab.state;
    if (storageError === '') return nothing;
    return html`<div class="storage-error">
      <p role="status">
        Some results could not be saved on this device. Training continues, but unsaved results are lost when
        this page is closed. Delete old experiments in History, or save the results as a file.
        <span class="small soft">${storageError}</span>
      </p>
      ${this.#offer()}
    </div>`;
  }

  #offer(): TemplateResult | typeof nothing {
    if (!this.lab.state.runs.some(({ state }) => state === 'finished')) return nothing;
    return html`<button @click=${() => void this.#save()}>Save all results as JSON</button>`;
  }

  async #save(): Promise<void> {
    const { saveResultsJson } = await import('./save-results.ts');
    saveResultsJson(this.lab.state);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'storage-notice': StorageNotice;
  }
}
