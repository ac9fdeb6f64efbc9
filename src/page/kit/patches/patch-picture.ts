import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { patchExamples } from '../../../lab/plan/patch-examples.ts';
import { greyOf } from '../../../lab/plan/patches.ts';

/** Patches in a row. */
const COLUMNS = 8;

/** Pixels between patches, in pixels of a patch. */
const GAP = 1;

/** Patches of images, drawn pixel by pixel in rows of eight. */
@customElement('patch-picture')
export class PatchPicture extends LitElement {
  static override styles = css`
    canvas {
      display: block;
      width: 100%;
      max-width: 18rem;
      image-rendering: pixelated;
    }
  `;

  /** Each as the symbols of its pixels, row by row. */
  @property({ attribute: false }) patches: readonly string[] = [];
  /** Id of a corpus whose held-out patches are drawn instead. */
  @property({ attribute: false }) heldOutOf = '';
  /** Who drew them. */
  @property() name = '';

  get #shown(): readonly string[] {
    return this.heldOutOf === '' ? this.patches : patchExamples(this.heldOutOf);
  }

  protected override render(): TemplateResult {
    const patches = this.#shown;
    const side = Math.sqrt(patches[0]?.length ?? 0);
    const label = `${this.name}: ${patches.length} grey patches of ${side} × ${side} pixels`;
    return html`<canvas role="img" aria-label=${label}></canvas>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    const patches = this.#shown;
    const [first] = patches;
    if (!canvas || !context || first === undefined) return;
    const side = Math.sqrt(first.length);
    const step = side + GAP;
    canvas.width = Math.min(COLUMNS, patches.length) * step - GAP;
    canvas.height = Math.ceil(patches.length / COLUMNS) * step - GAP;
    const picture = context.createImageData(canvas.width, canvas.height);
    for (const [i, patch] of patches.entries()) {
      const [left, top] = [(i % COLUMNS) * step, Math.floor(i / COLUMNS) * step];
      for (const [pixel, symbol] of Array.from(patch).entries()) {
        const grey = greyOf(symbol);
        const x = left + (pixel % side);
        const y = top + Math.floor(pixel / side);
        // What is no level of grey stays transparent.
        if (grey !== null) picture.data.set([grey, grey, grey, 1].map(byteOf), 4 * (y * canvas.width + x));
      }
    }
    context.putImageData(picture, 0, 0);
  }
}

function byteOf(share: number): number {
  return Math.round(255 * share);
}

declare global {
  interface HTMLElementTagNameMap {
    'patch-picture': PatchPicture;
  }
}
