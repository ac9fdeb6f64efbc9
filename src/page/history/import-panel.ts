import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { presetOf } from '../../lab/experiments/presets.ts';
import { experimentJson } from '../../lab/files/experiment-json.ts';
import { linkOf } from '../../lab/files/link.ts';
import { LabElement } from '../kit/lab-element.ts';
import { isOnDisk, pageLink } from '../kit/link/page-link.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { holdsFiles, takeFiles } from './take-files.ts';

/** Imports experiments, results and models that are chosen. Exports the experiment as a link or file. */
@customElement('import-panel')
export class ImportPanel extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.4rem 0.6rem;
      }
      button {
        min-height: 2rem;
        padding: 0.15rem 0.7rem;
      }
      p {
        overflow-wrap: anywhere;
      }
      .over {
        outline: 3px dashed var(--accent);
        outline-offset: 4px;
      }
    `,
  ];

  /** Whether files are being dragged over the page. */
  @state() private over = false;
  /** What happened when the last link was copied; empty before. */
  @state() private copied = '';

  @query('input') private readonly files!: HTMLInputElement;

  #ends = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ends = new AbortController();
    const { signal } = this.#ends;
    window.addEventListener('dragover', (event) => (this.over = holdsFiles(event)), { signal });
    window.addEventListener('dragleave', () => (this.over = false), { signal });
    window.addEventListener('drop', () => (this.over = false), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ends.abort();
  }

  protected override render(): TemplateResult {
    const { experiment } = this.lab.state;
    // Neither a link nor a file of settings holds a table: what saves its runs stands below them.
    const isTable = presetOf(experiment).measures === 'table';
    return html`
      <div class="row ${this.over ? 'over' : ''}">
        ${
          isTable
            ? nothing
            : html`<button class="small" @click=${() => void this.#copy()}>Copy link</button>
                <button class="small" @click=${() => this.#save()}>Save experiment</button>`
        }
        <button class="small" @click=${() => this.files.click()}>Open files …</button>
        <input
          type="file"
          multiple
          hidden
          aria-label="experiments, results or a model"
          accept=".json,.jsonl,.ndjson,.csv,.tsv,.txt,.safetensors"
          @change=${() => void this.#choose()}
        />
        <span class="small soft">
          Open, drop or paste an experiment, results as JSON or CSV, a table of others' runs, a history, or a
          model's two files.
        </span>
      </div>
      <p class="small">${isTable ? '' : this.copied}</p>
    `;
  }

  async #copy(): Promise<void> {
    const { experiment, size, draft } = this.lab.state;
    const link = pageLink(linkOf({ experiment, size, draft }));
    try {
      await navigator.clipboard.writeText(link);
      this.copied = isOnDisk()
        ? 'The settings are in the clipboard. Paste them into any copy of this file, which has no link, to set up this experiment.'
        : 'The link is in the clipboard. It opens this page with this experiment set up.';
    } catch {
      this.copied = `The browser does not let this page copy. Copy the link yourself: ${link}`;
    }
  }

  #save(): void {
    const { experiment, size, draft } = this.lab.state;
    saveFile(`loglog-${experiment}-experiment.json`, experimentJson({ experiment, size, draft }));
  }

  async #choose(): Promise<void> {
    const { files } = this;
    const chosen = [...(files.files ?? [])];
    await takeFiles(this.lab, chosen, this);
    files.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'import-panel': ImportPanel;
  }
}
