import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { presetOf } from '../lab/experiments/presets.ts';
import { TakeFiles } from './history/take-files.ts';
import { LabElement } from './kit/lab-element.ts';
import { type Load, whenNeeded } from './kit/when-needed.ts';
import { OpenPanelEvent, type PanelName } from './kit/panel/open-panel.ts';
import './kit/panel/side-panel.ts';
import { sharedStyles } from './kit/shared-styles.ts';
import type { SettingsForm } from './setup/settings-form.ts';

/** The code of each panel, which is loaded when it is first opened. */
const CODE = {
  experiment: () => import('./setup/experiment-picker.ts'),
  settings: () =>
    Promise.all([
      import('./setup/settings-form.ts'),
      import('./setup/sweep-suggestion.ts'),
      import('./own-text/own-text-panel.ts'),
    ]),
  files: () => import('./history/import-panel.ts'),
  history: () => import('./history/history-panel.ts'),
  class: () => import('./class/class-panel.ts'),
  'send-results': () => import('./lesson/send-results.ts'),
  calculator: () =>
    Promise.all([import('./calculator/calculator-panel.ts'), import('./calculator/counting-panel.ts')]),
  glossary: () => import('./glossary/glossary-panel.ts'),
  adapter: () => Promise.all([import('./setup/adapter-line.ts'), import('./offline/offline-line.ts')]),
  'own-text': () => import('./own-text/own-text-panel.ts'),
} satisfies Record<PanelName, Load>;

/** The code for a table of others' runs. */
const TABLE: Load = () =>
  Promise.all([import('./imported/column-form.ts'), import('./imported/imported-invitation.ts')]);

const HEADINGS: Readonly<Record<PanelName, string>> = {
  experiment: 'Experiment',
  settings: 'Settings',
  'own-text': 'Own text',
  files: 'Files and links',
  history: 'History',
  class: 'Class',
  'send-results': 'Send results',
  calculator: 'Calculator',
  glossary: 'Glossary',
  adapter: 'What trains',
};

/** The panels that open over the page, one at a time. */
@customElement('page-panels')
export class PagePanels extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .own-text {
        display: grid;
        gap: 0.6rem;
        margin-top: 1rem;
        padding-top: 1rem;
        border-top: 1px solid var(--rule);
      }
    `,
  ];

  /** The panel that is open. */
  @property({ attribute: false }) open: PanelName | null = null;

  @query('settings-form') private readonly form!: SettingsForm | null;

  constructor() {
    super();
    new TakeFiles(this);
  }

  /** Moves the focus to the first refused field of the open settings. */
  async showRefusal(): Promise<void> {
    await this.updateComplete;
    await CODE.settings();
    await this.form?.updateComplete;
    this.form?.showRefusal();
  }

  protected override render(): TemplateResult {
    const { lab } = this;
    return html`
      ${this.#panel('experiment', () => html`<experiment-picker .lab=${lab}></experiment-picker>`)}
      ${this.#panel('settings', () => this.#settings())}
      ${this.#panel('own-text', () => html`<own-text-panel .lab=${lab}></own-text-panel>`)}
      ${this.#panel('history', () => html`<history-panel .lab=${lab}></history-panel>`)}
      ${this.#panel('send-results', () => html`<send-results .lab=${lab}></send-results>`)}
      ${this.#panel('class', () => html`<class-panel .lab=${lab}></class-panel>`)}
      ${this.#panel(
        'calculator',
        () => html`<calculator-panel></calculator-panel><counting-panel></counting-panel>`,
      )}
      ${this.#panel('glossary', () => html`<glossary-panel></glossary-panel>`)}
      ${this.#panel('adapter', () => html`<adapter-line .lab=${lab}></adapter-line><offline-line></offline-line>`)}
      <side-panel heading=${HEADINGS.files} ?open=${this.open === 'files'} @close-panel=${() => this.#close()}
        >${this.#files()}</side-panel
      >
    `;
  }

  /** @param content what it holds while it is open */
  #panel(name: PanelName, content: () => TemplateResult): TemplateResult {
    const isOpen = this.open === name;
    return html`<side-panel
      heading=${HEADINGS[name]}
      side=${name === 'experiment' ? 'left' : 'right'}
      ?open=${isOpen}
      @close-panel=${() => this.#close()}
      >${isOpen ? whenNeeded(CODE[name], content()) : nothing}</side-panel
    >`;
  }

  #settings(): TemplateResult {
    const { lab } = this;
    const { editable, measures } = presetOf(lab.state.experiment);
    const form =
      Object.keys(editable).length === 0
        ? html`<p class="soft">Nothing can be set in this experiment.</p>`
        : html`<settings-form .lab=${lab}></settings-form>`;
    return html`${measures === 'runs' ? html`<sweep-suggestion .lab=${lab}></sweep-suggestion>` : nothing}
    ${form} ${'corpus' in editable ? this.#ownText() : nothing}`;
  }

  #ownText(): TemplateResult {
    return html`<section class="own-text" aria-label="Own text">
      <h2>Own text</h2>
      <own-text-panel .lab=${this.lab}></own-text-panel>
    </section>`;
  }

  /** Always there, so that the form of columns keeps what a person chose while the panel is closed. */
  #files(): TemplateResult {
    const { lab } = this;
    const { columnForm, experiment, measured } = lab.state;
    const invites = experiment === 'imported' && measured !== null;
    const table = html`${invites ? html`<imported-invitation .lab=${lab}></imported-invitation>` : nothing}
    ${columnForm === null ? nothing : html`<column-form .lab=${lab}></column-form>`}`;
    return html`<import-panel .lab=${lab}></import-panel>
      ${this.open === 'files' ? whenNeeded(CODE.files, nothing) : nothing}
      ${invites || columnForm !== null ? whenNeeded(TABLE, table) : nothing}`;
  }

  #close(): void {
    this.dispatchEvent(new OpenPanelEvent(null));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'page-panels': PagePanels;
  }
}
