import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chartSize, magnification, type ChartSize } from '../../charts/chart-size.ts';
import type { Scene } from '../../charts/scene/scene.ts';
import { ElementSize } from './element-size.ts';
import { sceneTemplate } from './scene-template.ts';

/** A scene in the size of its container: as wide, and with `fill` as high, too. */
@customElement('chart-plot')
export class ChartPlot extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      min-width: 0;
    }
    :host([fill]) {
      height: 100%;
      min-height: 12rem;
    }
    svg {
      display: block;
      width: 100%;
      overflow: hidden;
    }
    :host([fill]) svg {
      position: absolute;
      inset: 0;
      height: 100%;
    }
    path {
      stroke-linejoin: round;
    }
    .rim {
      paint-order: stroke;
      stroke: var(--card);
      stroke-width: 3px;
      stroke-linejoin: round;
    }
    .faded {
      opacity: 0.15;
    }
  `;

  /** The chart at a size. It is made again when a part of `drawnFrom` or the size changes. */
  @property({ attribute: false, hasChanged: () => false }) draw!: (size: ChartSize) => Scene;
  @property({ attribute: false, hasChanged: differ }) drawnFrom: readonly unknown[] = [];
  /** Its name, unique on the page. */
  @property() heading = '';
  /** What it shows in words, for people who cannot see it. */
  @property() summary = '';
  /** The run that stands out; null for none. */
  @property({ attribute: false }) singledOut: string | null = null;
  @property({ type: Boolean, reflect: true }) fill = false;

  readonly #size = new ElementSize(this);
  #scene: Scene | null = null;
  #drawnAt = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { width, height } = this.#size;
    if (width === 0) return;
    const at = this.fill ? `${width} ${height}` : `${width}`;
    if (!changed.has('drawnFrom') && at === this.#drawnAt && this.#scene !== null) return;
    this.#drawnAt = at;
    this.#scene = this.draw(inUnits(chartSize(width, this.fill ? height : null)));
  }

  protected override render(): TemplateResult | typeof nothing {
    const scene = this.#scene;
    if (scene === null) return nothing;
    return html`<svg
      role="img"
      aria-labelledby="title"
      aria-describedby="summary"
      viewBox="0 0 ${scene.width} ${scene.height}"
    >
      <title id="title">${this.heading}</title>
      <desc id="summary">${this.summary}</desc>
      ${sceneTemplate(scene, this.singledOut)}
    </svg>`;
  }
}

/** A size in the units of a scene, in which type and marks are as large in every chart. */
function inUnits(size: ChartSize): ChartSize {
  const larger = magnification(size);
  return { width: size.width / larger, height: size.height / larger };
}

function differ(after: readonly unknown[], before: readonly unknown[] | undefined): boolean {
  return (
    before === undefined || after.length !== before.length || after.some((part, i) => part !== before[i])
  );
}
