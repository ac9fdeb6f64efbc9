import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const MOST_MEGABYTES = 100_000;

/** The field that limits how much disk space models may take. */
@customElement('storage-budget')
export class StorageBudget extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.6rem;
        padding-top: 0.6rem;
        border-top: 1px solid var(--rule);
      }
      input {
        width: 7rem;
      }
    `,
  ];

  /** Whether it cannot be changed now. */
  @property({ type: Boolean }) locked = false;

  /** Why the entered value is refused; empty if it is not. */
  @state() private refused = '';

  protected override render(): TemplateResult {
    const { weightBudget } = this.lab.state.history;
    return html`<form @submit=${(event: Event) => this.#set(event)}>
      <label for="megabytes">Models may take, in MB</label>
      <input
        id="megabytes"
        inputmode="decimal"
        .value=${String(weightBudget / 1e6)}
        ?disabled=${this.locked}
        aria-invalid=${this.refused === '' ? 'false' : 'true'}
        aria-describedby="rule"
      />
      <button ?disabled=${this.locked}>Set</button>
      <span id="rule" class="small soft">
        If models take more, the oldest are deleted, except those you keep.
        ${this.refused === '' ? nothing : html`<span class="refused">${this.refused}</span>`}
      </span>
    </form>`;
  }

  #set(event: Event): void {
    event.preventDefault();
    const text = this.renderRoot.querySelector('input')?.value ?? '';
    const megabytes = Number(text);
    const valid = text.trim() !== '' && megabytes >= 0 && megabytes <= MOST_MEGABYTES;
    this.refused = valid ? '' : `A number from 0 to ${MOST_MEGABYTES.toLocaleString('en')}: “${text}”.`;
    if (valid) void this.lab.history.setWeightBudget(megabytes * 1e6);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'storage-budget': StorageBudget;
  }
}
