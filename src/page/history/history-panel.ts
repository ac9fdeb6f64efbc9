import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { KeepFocus } from '../kit/keep-focus.ts';
import { LabElement } from '../kit/lab-element.ts';
import '../compare/compare-panel.ts';
import './history-row.ts';
import { canCompare, deletionWords, historyWords } from './history-words.ts';
import { bytes } from '../../charts/quantity.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import './storage-budget.ts';
import { isFree } from '../../lab/state/state.ts';

/** Every experiment on disk: open, rename, duplicate, delete, save all. */
@customElement('history-panel')
export class HistoryPanel extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .room {
        margin-bottom: 0.6rem;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.6rem 1rem;
        margin: 0.6rem 0;
      }
    `,
  ];

  /** Whether "Delete all" waits for a confirmation. */
  @state() private asking = false;

  constructor() {
    super();
    // What an answer or a removal leaves to do: keep them all, undo, or look at the list.
    new KeepFocus(
      this,
      () =>
        this.renderRoot.querySelector<HTMLElement>('.keep, .undo') ??
        this.renderRoot.querySelector<HTMLElement>('.count'),
    );
  }

  protected override render(): TemplateResult {
    const { history, number, otherTab } = this.lab.state;
    const { experiments, removed } = history;
    if (experiments.length === 0 && removed.length === 0)
      return html`<p class="soft">No experiment is saved yet. A sweep is saved here from its start.</p>`;
    const locked = !isFree(this.lab.state);
    const { chosen } = this.lab.state.comparison;
    const several = experiments.filter(canCompare).length > 1;
    const when = otherTab !== null ? 'you use this tab' : 'the sweep has ended or is stopped';
    return html`<p class="count" tabindex="-1">History: ${historyWords(experiments)}</p>
      ${this.#room()}
      ${locked ? html`<p class="small soft">The history can be changed once ${when}.</p>` : nothing}
      ${removed.length === 0 ? nothing : this.#undo(removed.length)}
      ${several ? html`<compare-panel .lab=${this.lab}></compare-panel>` : nothing}
      ${repeat(
        experiments,
        (summary) => summary.number,
        (summary) =>
          html`<history-row
            .lab=${this.lab}
            .summary=${summary}
            .shown=${summary.number === number}
            .locked=${locked}
            .compared=${several && canCompare(summary) ? chosen.includes(summary.number) : null}
          ></history-row>`,
      )}
      <storage-budget .lab=${this.lab} .locked=${locked}></storage-budget>
      <div class="bar">${this.asking ? this.#question() : this.#verbs(locked)}</div>`;
  }

  #room(): TemplateResult | typeof nothing {
    const { storageEstimate } = this.lab.state.history;
    if (storageEstimate === null) return nothing;
    return html`<p class="small soft room">
      This page uses ${bytes(storageEstimate.usage)} of the ${bytes(storageEstimate.quota)} that the browser
      allows.
    </p>`;
  }

  #undo(count: number): TemplateResult {
    return html`<p class="bar">
      <span>${count === 1 ? 'One experiment is' : `${count} experiments are`} deleted.</span>
      <button class="undo" @click=${() => void this.lab.history.undo()}>Undo</button>
    </p>`;
  }

  #verbs(locked: boolean): TemplateResult {
    const none = this.lab.state.history.experiments.length === 0;
    return html`
      <button ?disabled=${none} @click=${() => void this.#save()}>Save all as JSON, without models</button>
      <button ?disabled=${none || locked} @click=${() => (this.asking = true)}>Delete all</button>
    `;
  }

  #question(): TemplateResult {
    const { experiments } = this.lab.state.history;
    return html`
      <span>${deletionWords(experiments)}</span>
      <button @click=${() => this.#removeAll()}>Delete them all</button>
      <button class="keep" @click=${() => (this.asking = false)}>Keep them</button>
    `;
  }

  #removeAll(): void {
    this.asking = false;
    void this.lab.removeSaved(this.lab.state.history.experiments.map(({ number }) => number));
  }

  async #save(): Promise<void> {
    const file = await this.lab.history.exported();
    if (file !== undefined) saveFile('loglog-history.json', file);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'history-panel': HistoryPanel;
  }
}
