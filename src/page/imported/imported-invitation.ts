import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { isFree } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** What a person may give as imported runs, with a field for a file and one for text. */
@customElement('imported-invitation')
export class ImportedInvitation extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.6rem;
        margin-top: 0.6rem;
      }
      textarea {
        display: block;
        width: 100%;
        min-height: 5rem;
        margin-top: 0.25rem;
        padding: 0.4rem 0.6rem;
        font: inherit;
        font-size: 0.875rem;
        color: inherit;
        background: var(--card);
        border: 1px solid var(--field);
        border-radius: 7px;
      }
      summary {
        width: fit-content;
        padding: 0.25rem 0;
        font-weight: 550;
        cursor: pointer;
      }
      label {
        display: block;
        margin-top: 0.6rem;
        font-weight: 550;
        font-size: 0.9rem;
      }
    `,
  ];

  @query('input') private readonly files!: HTMLInputElement;
  @query('textarea') private readonly text!: HTMLTextAreaElement;

  protected override render(): TemplateResult | typeof nothing {
    const { columnForm, measured } = this.lab.state;
    if (columnForm?.open === true) return nothing;
    if (measured === null) return this.#fields();
    return html`<details>
      <summary>Open another table</summary>
      ${this.#fields()}
    </details>`;
  }

  #fields(): TemplateResult {
    const locked = !isFree(this.lab.state);
    return html`
      <p>
        Drop a table of runs on this page, choose its file, or paste its text: one row for each run, with its
        loss and with parameters N, tokens D or compute C. It may be CSV with commas, semicolons or tabs, JSON
        or JSON Lines. The names of the columns are free: you say which column is which. Nothing leaves this
        page.
      </p>
      <label for="pasted">Table as text</label>
      <textarea id="pasted" spellcheck="false" placeholder="n_params,tokens,final_loss"></textarea>
      <div class="row">
        <button class="primary" ?disabled=${locked} @click=${() => this.files.click()}>
          Choose a table …
        </button>
        <button ?disabled=${locked} @click=${() => void this.#read()}>Read the pasted table</button>
        <input
          type="file"
          hidden
          aria-label="a table of runs"
          accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson"
          @change=${() => void this.#choose()}
        />
      </div>
    `;
  }

  async #choose(): Promise<void> {
    const { files } = this;
    const chosen = [...(files.files ?? [])];
    if (chosen.length > 0) await this.lab.takeFiles(chosen);
    files.value = '';
  }

  async #read(): Promise<void> {
    if (this.text.value.trim() !== '') await this.lab.takeText(this.text.value);
  }
}
