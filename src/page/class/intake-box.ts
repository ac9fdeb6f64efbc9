import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { FollowSources, runningSources } from '../kit/running-sources.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { classStyles } from './class-styles.ts';
import { itemsOfFiles, type RefusedFile } from './sources/items-of-files.ts';
import { takeItems } from './sources/take-items.ts';
import { cameraPreview, useCamera } from './sources/use-camera.ts';
import { canWatch, chooseFolder } from './sources/watch-folder.ts';

/** The ways in for what pupils send: paste, files, pictures of QR codes, a watched folder and the camera. */
@customElement('intake-box')
export class IntakeBox extends LabElement {
  static override styles = [
    sharedStyles,
    classStyles,
    css`
      /* Letters of one width: others make a browser measure a long code again and again. */
      #pasted {
        font:
          0.875rem/1.4 ui-monospace,
          monospace;
      }
      .box {
        display: grid;
        gap: 0.6rem;
      }
      .over {
        outline: 3px dashed var(--accent);
        outline-offset: 6px;
      }
      video {
        width: min(100%, 20rem);
        border-radius: 8px;
        background: #000;
      }
      .source {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
      }
      label {
        font-weight: 550;
      }
    `,
  ];

  /** Whether files are being dragged over the page. */
  @state() private over = false;
  /** Whether something is being read. */
  @state() private reading = false;
  /** Files that hold no results. */
  @state() private refused: readonly RefusedFile[] = [];
  /** Why a folder or the camera could not be used; empty if it could. */
  @state() private failure = '';

  @query('textarea') private readonly box!: HTMLTextAreaElement;
  @query('input[type="file"]') private readonly files!: HTMLInputElement;

  #ends = new AbortController();

  constructor() {
    super();
    new FollowSources(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ends = new AbortController();
    // Before the page sees them: it would take a text for one to train on.
    const options = { capture: true, signal: this.#ends.signal };
    window.addEventListener(
      'dragover',
      (event) => (this.over = event.dataTransfer?.types.includes('Files') === true),
      options,
    );
    window.addEventListener('dragleave', () => (this.over = false), options);
    window.addEventListener('drop', (event) => this.#drop(event), options);
    window.addEventListener('paste', (event) => this.#paste(event), options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ends.abort();
  }

  protected override render(): TemplateResult {
    return html`<section aria-label="Take in results" class=${this.over ? 'over' : ''}>
      <div class="box">
        <label for="pasted">Paste what pupils sent: links or texts, as many as you like at once</label>
        <textarea id="pasted" rows="4" spellcheck="false" autocomplete="off"></textarea>
        <div class="row">
          <button class="primary" @click=${() => void this.#takeBox()}>Take in</button>
          <button @click=${() => this.files.click()}>Open files …</button>
          ${canWatch() ? html`<button @click=${() => void this.#start(chooseFolder)}>Watch a folder …</button>` : nothing}
          <button @click=${() => void this.#start(useCamera)}>Use the camera</button>
          <input
            type="file"
            multiple
            hidden
            aria-label="results of pupils"
            accept=".txt,text/plain,image/*"
            @change=${() => void this.#takeChosen()}
          />
        </div>
        <p class="small soft">Or drop files here: texts, and pictures of QR codes.</p>
        <p class="small" role="status">${this.reading ? 'Reading …' : ''}</p>
        ${this.failure === '' ? nothing : html`<p class="small refused" role="alert">${this.failure}</p>`}
        ${this.refused.map(({ from, reason }) => html`<p class="small refused">${from} ${reason}</p>`)}
      </div>
      ${this.#running()}
    </section>`;
  }

  /** The sources that are on, each with what it said last. */
  #running(): TemplateResult {
    const preview = cameraPreview();
    return html`${
      preview === null
        ? nothing
        : html`<video .srcObject=${preview} muted autoplay playsinline aria-label="camera"></video>`
    }
    ${runningSources.all.map(
      ({ said, stop, title }) =>
        html`<div class="source">
          <button aria-label="Stop ${title}" @click=${stop}>Stop</button>
          <p class="small" role="status">Watching ${title}. ${said}</p>
        </div>`,
    )}`;
  }

  async #start(begin: (lab: typeof this.lab) => Promise<string>): Promise<void> {
    this.failure = '';
    this.failure = await begin(this.lab);
  }

  async #takeBox(): Promise<void> {
    const text = this.box.value;
    if (text.trim() === '') return this.box.focus();
    await this.#take(() => takeItems(this.lab, [{ from: 'pasted text', text }]));
    const { intake, pool } = this.lab.state;
    // What was refused stays, so that nothing is lost.
    this.box.value = intake?.refused.length === 0 ? '' : without(this.box.value, pool?.pieces ?? []);
  }

  async #takeChosen(): Promise<void> {
    const chosen = [...(this.files.files ?? [])];
    this.files.value = '';
    await this.#takeFiles(chosen);
  }

  #drop(event: DragEvent): void {
    this.over = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.#takeFiles(files);
  }

  /** A picture that was copied, or text that was pasted outside the box. */
  #paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const intoField = event.composedPath().some((place) => place instanceof HTMLTextAreaElement);
    if (files.length === 0 && (intoField || text.trim() === '')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (files.length > 0) void this.#takeFiles(files);
    else void this.#take(() => takeItems(this.lab, [{ from: 'pasted text', text }]));
  }

  async #takeFiles(files: readonly File[]): Promise<void> {
    await this.#take(async () => {
      const { items, refused } = await itemsOfFiles(files);
      this.refused = refused;
      await takeItems(this.lab, items);
    });
  }

  async #take(take: () => Promise<unknown>): Promise<void> {
    this.reading = true;
    this.refused = [];
    await take().finally(() => (this.reading = false));
  }
}

/** A text without the pieces that were taken out of it. */
function without(text: string, pieces: readonly string[]): string {
  return pieces.reduce((rest, piece) => rest.replace(piece, ''), text).trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'intake-box': IntakeBox;
  }
}
