import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { finishedHere } from '../../lab/state/finished-here.ts';
import { isHidden } from '../../lab/state/is-hidden.ts';
import { loadFailure } from '../../lab/state/load-failure.ts';
import { LabElement } from '../kit/lab-element.ts';
import { isOnDisk } from '../kit/link/page-link.ts';
import { shownLink } from '../kit/link/shown-link.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { canTakeAway } from './can-take-away.ts';

/**
 * What a person can take away from a finished sweep, one click each: its link, its picture, its data and its models. Nothing before the end.
 * In a lesson there is no link, because a pupil would send it in place of the results, which it does not carry.
 * Dispatches `save-picture`, because the stage has the plot.
 */
@customElement('take-away')
export class TakeAway extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.4rem 0.6rem;
      }
      button {
        min-height: 2.25rem;
        padding: 0.2rem 0.8rem;
        font-size: 0.9375rem;
      }
    `,
  ];

  /** What came of the last copy; empty before one. */
  @state() private said = '';

  protected override render(): TemplateResult | typeof nothing {
    if (!canTakeAway(this.lab.state)) return nothing;
    const { lesson } = this.lab.state;
    return html`<div class="row" role="group" aria-label="Take away">
      ${lesson === null ? html`<button @click=${() => void this.#copyLink()}>Copy link</button>` : nothing}
      <button @click=${() => this.dispatchEvent(new CustomEvent('save-picture'))}>Save picture</button>
      ${
        isHidden(this.lab.state, 'files')
          ? nothing
          : html`<button @click=${() => void this.#saveData()}>Download data</button> ${this.#pytorch()}`
      }
      <span class="small soft" role="status">${this.said}</span>
    </div>`;
  }

  /** For models of this browser alone, because nobody else's weights are here. */
  #pytorch(): TemplateResult | typeof nothing {
    if (finishedHere(this.lab.state).length === 0) return nothing;
    return html`<button @click=${() => void this.#savePytorch()}>Continue in PyTorch</button>`;
  }

  /** The link of the settings on the page. Without a clipboard, as over plain http, the address bar has the same link. */
  async #copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(shownLink(this.lab.state));
      this.said = isOnDisk()
        ? 'Copied. This page is a file and has no link: what you copied opens these settings in any copy of it, where you paste it.'
        : 'Link copied. It opens these settings.';
    } catch {
      this.said = 'The browser does not let this page copy. Copy the address of the page: it is the link.';
    }
  }

  async #saveData(): Promise<void> {
    const code = await import('../run/save-results.ts').catch(() => null);
    if (code === null) this.said = loadFailure('The writer of the file');
    else code.saveResultsCsv(this.lab.state);
  }

  async #savePytorch(): Promise<void> {
    this.said = 'Packing …';
    const code = await import('../run/save-pytorch.ts').catch(() => null);
    this.said = code === null ? loadFailure('The writer of the file') : await code.savePytorch(this.lab);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'take-away': TakeAway;
  }
}
