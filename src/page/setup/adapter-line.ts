import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { absentWords, canAskAgain, kernelWords, presentWords } from './adapter-words.ts';
import { KeepFocus } from '../kit/keep-focus.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { lossWords } from './loss-words.ts';
import { platformOf } from './platform.ts';

/** Names the adapter that trains, or says why there is none and what to do. */
@customElement('adapter-line')
export class AdapterLine extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .missing {
        padding: 0.8rem 1rem;
        background: var(--bad-wash);
        border: 1px solid var(--bad);
        border-radius: var(--radius);
      }
      .lost {
        margin-top: 0.4rem;
        color: var(--bad);
      }
      .title {
        font-weight: 600;
      }
      button {
        margin-top: 0.5rem;
      }
    `,
  ];

  /** Whether the browser is being asked again. */
  @state() private asking = false;

  constructor() {
    super();
    new KeepFocus(this, () => this.renderRoot.querySelector<HTMLElement>('button, .found'));
  }

  protected override render(): TemplateResult {
    const { adapter, stopReason, lostGpus, failure } = this.lab.state;
    if (failure !== '')
      return missing(
        'Training is no longer possible',
        'Finished runs stay. Reload the page to train again.',
        failure,
      );
    if (adapter.kind === 'asking') return html`<p class="soft">Asking the browser for its GPU …</p>`;
    if (adapter.kind === 'none') {
      const { title, next } = absentWords(adapter, platformOf(navigator));
      return missing(title, next, adapter.detail, canAskAgain(adapter) ? this.#again() : nothing);
    }
    const { title, next } = presentWords(adapter, this.lab.state.size);
    const tuned = this.lab.state.runs.findLast((run) => run.tuning !== null);
    return html`<p class="found" tabindex="-1">
        <span class="title">${title}.</span> <span class="soft">${next}</span>
      </p>
      ${tuned?.tuning ? html`<p class="small soft kernels">${kernelWords(tuned.tuning, tuned.settings.network)}</p>` : nothing}
      ${lostGpus === 0 || stopReason !== '' ? nothing : html`<p class="lost" role="status">${lossWords(lostGpus)}</p>`}`;
  }

  #again(): TemplateResult {
    return html`<button @click=${() => void this.#ask()}>${this.asking ? 'Asking …' : 'Ask again'}</button>`;
  }

  async #ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    await this.lab.askAgain();
    this.asking = false;
  }
}

function missing(
  title: string,
  next: string,
  detail: string,
  again: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="missing">
    <p class="title">${title}.</p>
    <p>${next}</p>
    ${detail === '' ? nothing : html`<p class="small soft">${detail}</p>`} ${again}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'adapter-line': AdapterLine;
  }
}
