import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { loadFailure } from '../../lab/state/load-failure.ts';
import { sharedStyles } from './shared-styles.ts';

/** A picture that a camera reads. */
interface Picture {
  readonly path: string;
  /** Modules a side. */
  readonly side: number;
}

/** A text as a QR code, dark on white in every theme, because some readers know no other. Its encoder is loaded when it is first shown. */
@customElement('qr-code')
export class QrCode extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      svg {
        display: block;
        width: 100%;
        max-width: var(--qr-size, 20rem);
        background: #fff;
        border-radius: 4px;
      }
      @media print {
        svg {
          max-width: 8cm;
        }
      }
    `,
  ];

  /** What a camera reads. */
  @property({ attribute: false }) text = '';
  /** What the picture is, for screen readers. */
  @property() label = 'QR code';

  @state() private picture: Picture | null = null;
  /** Why there is no picture; empty if there is one. */
  @state() private failure = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) void this.#draw(this.text);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.failure !== '') return html`<p class="refused small" role="alert">${this.failure}</p>`;
    if (this.picture === null) return nothing;
    const { path, side } = this.picture;
    return html`<svg
      role="img"
      aria-label=${this.label}
      viewBox="0 0 ${side} ${side}"
      shape-rendering="crispEdges"
    >
      <rect width=${side} height=${side} fill="#fff"></rect>
      <path d=${path} fill="#000"></path>
    </svg>`;
  }

  async #draw(text: string): Promise<void> {
    const made = await pictureOf(text);
    if (text !== this.text) return;
    this.picture = typeof made === 'string' ? null : made;
    this.failure = typeof made === 'string' ? made : '';
  }
}

/** The picture of a text, null for an empty text, or why there is none. */
async function pictureOf(text: string): Promise<Picture | string | null> {
  if (text === '') return null;
  const code = await import('./qr/qr-matrix.ts').catch(() => null);
  if (code === null) return loadFailure('The maker of QR codes');
  try {
    const matrix = code.qrMatrix(text);
    return { path: code.qrPath(matrix), side: matrix.length };
  } catch {
    return `A QR code cannot hold ${text.length.toLocaleString('en')} characters.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'qr-code': QrCode;
  }
}
