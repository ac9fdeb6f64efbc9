import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PooledPupil } from '../../lab/class/class-state.ts';
import { PIECE_LIMITS } from '../../lab/class/piece.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Renames a pupil of the pool, or leaves the pupil's results out of it. Fires `close-editor`. */
@customElement('pupil-editor')
export class PupilEditor extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row,
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }
      form {
        display: grid;
        gap: 0.5rem;
        margin: 0.75rem 0;
        padding: 0.75rem;
        border: 1px solid var(--rule);
        border-radius: 6px;
      }
    `,
  ];

  @property({ attribute: false }) pupil!: PooledPupil;

  /** Why the last change was refused; empty for nothing. */
  @state() private refused = '';

  @query('input') private readonly field!: HTMLInputElement;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get('pupil')?.pupil === this.pupil.pupil || !changed.has('pupil')) return;
    this.refused = '';
    this.field.value = this.pupil.shownName;
    this.field.select();
    this.field.focus();
  }

  protected override render(): TemplateResult {
    const { out, shownName } = this.pupil;
    return html`<form
      aria-label=${`Change ${shownName}`}
      @submit=${(event: SubmitEvent) => void this.#rename(event)}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
    >
      <label
        >Name of ${shownName} <input maxlength=${PIECE_LIMITS.nameCharacters} autocomplete="off"
      /></label>
      ${this.refused === '' ? nothing : html`<p class="small refused" role="alert">${this.refused}</p>`}
      <div class="row">
        <button>Rename</button>
        <button type="button" @click=${() => void this.#leaveOut(!out)}>
          ${out ? 'Count these results again' : 'Leave these results out'}
        </button>
        <button type="button" @click=${() => this.#close()}>Close</button>
      </div>
      <p class="small soft">
        An empty name brings back the pupil’s own. Results that are left out are kept, and count neither in
        the law nor in the plots.
      </p>
    </form>`;
  }

  async #rename(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.#end(this.lab.pools.rename(this.pupil.pupil, this.field.value));
  }

  async #leaveOut(out: boolean): Promise<void> {
    await this.#end(this.lab.pools.leaveOut(this.pupil.pupil, out));
  }

  async #end(changing: Promise<string>): Promise<void> {
    this.refused = await changing;
    if (this.refused === '') this.#close();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new Event('close-editor'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pupil-editor': PupilEditor;
  }
}
