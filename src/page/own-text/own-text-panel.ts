import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { presetOf } from '../../lab/experiments/presets.ts';
import { editableFields } from '../../lab/experiments/selection.ts';
import { ownCorpusId, ownCorpusOf } from '../../lab/plan/own-corpus.ts';
import { epochsOn } from '../../lab/state/own-text-epochs.ts';
import { shownText, type HeldText } from '../../lab/state/own-text-state.ts';
import { isFree, type ExperimentState } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import './own-text-facts.ts';
import { bytesWords, epochsWords } from './own-text-words.ts';

/** Opens a text of the person's own, says what it is made of, and makes it the corpus of the chosen experiment. */
@customElement('own-text-panel')
export class OwnTextPanel extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        gap: 0.6rem;
      }
      .drop {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.9rem;
        padding: 0.7rem 0.9rem;
        border: 2px dashed var(--field);
        border-radius: var(--radius);
      }
      .drop.over {
        border-color: var(--accent);
        background: var(--accent-wash);
      }
      .drop p {
        flex: 1 1 16rem;
      }
      .row {
        gap: 0.4rem 0.9rem;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 1.2rem;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        float: left;
        margin-right: 0.9rem;
        padding: 0;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
      }
      input[type='radio'] {
        min-height: 0;
        margin: 0;
        accent-color: var(--accent);
      }
      p,
      option {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** Whether files are being dragged over the drop area. */
  @state() private over = false;

  @query('input[type="file"]') private readonly files!: HTMLInputElement;

  protected override render(): TemplateResult {
    const { ownText } = this.lab.state;
    const text = shownText(ownText);
    return html`<section>
      ${this.#drop()}
      <p class="small refused" role="status" ?hidden=${ownText.refused === ''}>${ownText.refused}</p>
      ${text === null ? nothing : this.#text(text)}
    </section>`;
  }

  #drop(): TemplateResult {
    const { reading } = this.lab.state.ownText;
    return html`<div
      class="drop ${this.over ? 'over' : ''}"
      @dragover=${() => (this.over = true)}
      @dragleave=${() => (this.over = false)}
      @drop=${() => (this.over = false)}
    >
      <button class="small" ?disabled=${reading} @click=${() => this.files.click()}>
        ${reading ? 'Reading …' : 'Choose text files …'}
      </button>
      <input
        type="file"
        multiple
        hidden
        aria-label="text files"
        accept=".txt,.text,text/plain"
        @change=${() => void this.#choose()}
      />
      <p class="small soft">
        Or drop one or several .txt files here: any language, up to 50 MB in all. Several files are joined.
        The text never leaves this machine.
      </p>
    </div>`;
  }

  #text(text: HeldText): TemplateResult {
    const { lab } = this;
    const { coding, texts } = lab.state.ownText;
    return html`
      ${texts.length > 1 ? this.#others(text) : nothing}
      <p><b>${text.title}</b> <span class="soft">${bytesWords(text.bytes)}</span></p>
      ${text.notes.map((note) => html`<p class="small soft">${note}</p>`)} ${this.#coding()}
      <own-text-facts .text=${text} .coding=${coding}></own-text-facts>
      <p class="small">${this.#use(text)}</p>
      ${this.#actions(text)}
    `;
  }

  /** What the chosen experiment does with it. */
  #use(text: HeldText): string {
    const { state: now } = this.lab;
    const isChosen = this.#isChosen(text);
    if (isText(now)) return isChosen ? 'Start counts its words.' : '';
    const chosen = isChosen ? 'Start trains on it. ' : '';
    return chosen + epochsWords(epochsOn(text, now.ownText.coding, now));
  }

  /** Whether the form names it as the text of the chosen experiment. */
  #isChosen(text: HeldText): boolean {
    const { draft, ownText } = this.lab.state;
    return draft.corpus === ownCorpusId(ownCorpusOf(text, ownText.coding));
  }

  #others(shown: HeldText): TemplateResult {
    const { texts } = this.lab.state.ownText;
    return html`<label class="small">
      Texts here
      <select @change=${(event: Event) => this.#show(event)}>
        ${texts.map(({ sha256, title }) => html`<option value=${sha256} ?selected=${sha256 === shown.sha256}>${title}</option>`)}
      </select>
    </label>`;
  }

  #coding(): TemplateResult {
    const { coding } = this.lab.state.ownText;
    const choice = (value: typeof coding, words: string): TemplateResult =>
      html`<label>
        <input
          type="radio"
          name="coding"
          .checked=${coding === value}
          @change=${() => this.lab.ownTexts.setCoding(value)}
        />
        ${words}
      </label>`;
    return html`<fieldset class="small">
      <legend class="soft">A token is</legend>
      ${choice('characters', 'a character, of 256 kinds at most')} ${choice('bytes', 'a byte of UTF-8')}
    </fieldset>`;
  }

  #actions(text: HeldText): TemplateResult {
    const { lab } = this;
    const fits = editableFields(lab.state.experiment).includes('corpus');
    return html`<div class="row">
        <button
          ?disabled=${!fits || this.#isChosen(text) || !isFree(lab.state)}
          @click=${() => lab.ownTexts.choose()}
        >
          ${isText(lab.state) ? 'Count its words' : 'Use this text'}
        </button>
        <label class="small">
          <input
            type="checkbox"
            .checked=${text.kept}
            @change=${(event: Event) => void lab.ownTexts.keep(isTicked(event))}
          />
          Keep this text in this browser
        </label>
        <button class="small" @click=${() => void lab.ownTexts.remove()}>Remove</button>
      </div>
      <p class="small soft">
        ${text.kept ? `It takes ${bytesWords(text.bytes)} of this browser's storage, and is here when you come back.` : 'Without the tick it is gone when this page is closed: open the same file again to resume a sweep on it.'}
        Files of results name it by its title and SHA-256 (${text.sha256.slice(0, 12)}…) and never carry it;
        what models write may quote it.
      </p>`;
  }

  #show({ target }: Event): void {
    if (target instanceof HTMLSelectElement) this.lab.ownTexts.show(target.value);
  }

  async #choose(): Promise<void> {
    const { files } = this;
    const chosen = [...(files.files ?? [])];
    if (chosen.length > 0) await this.lab.ownTexts.open(chosen);
    files.value = '';
    await this.updateComplete;
    this.renderRoot.querySelector('own-text-facts, .refused')?.scrollIntoView({ block: 'nearest' });
  }
}

/** Whether the chosen experiment counts the words of a text. */
function isText({ experiment }: ExperimentState): boolean {
  return presetOf(experiment).measures === 'text';
}

function isTicked({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.checked;
}

declare global {
  interface HTMLElementTagNameMap {
    'own-text-panel': OwnTextPanel;
  }
}
