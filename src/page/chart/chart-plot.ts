import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { styleMap } from 'lit/directives/style-map.js';
import { chartSize, magnification, type ChartSize } from '../../charts/chart-size.ts';
import { crosshair, linkedLine, linkedRings } from '../../charts/cursor/cursor-marks.ts';
import {
  foundPoint,
  nearestPoint,
  pointsOfRun,
  type FoundPoint,
  type PointIndex,
} from '../../charts/cursor/find-point.ts';
import { namedRun, pressedRun } from '../../charts/cursor/named-run.ts';
import type { Place } from '../../charts/scene/path-data.ts';
import type { Mark, Scene } from '../../charts/scene/scene.ts';
import { plotStyles } from './plot-styles.ts';
import { cursor, FollowCursor } from './cursor.ts';
import { ElementSize } from './element-size.ts';
import { keyStep } from './key-step.ts';
import { marksTemplate, sceneTemplate } from './scene-template.ts';

/** A person wants a run to stand out, or no run (null). */
export class SingleOutEvent extends Event {
  constructor(readonly run: string | null) {
    super('single-out', { bubbles: true, composed: true });
  }
}

/**
 * A scene in the size of its container: as wide, and with `fill` as high, too. Mouse, touch and arrow keys move the page's
 * cursor along its points. A press or Enter on a run fires `single-out`.
 */
@customElement('chart-plot')
export class ChartPlot extends LitElement {
  static override styles = plotStyles;

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

  /** The point that the cursor is at on this chart; null if it is elsewhere. */
  @state() private at: PointIndex | null = null;
  /** What is read aloud: the point that keys moved to. A pointer would be read at every pixel. */
  @state() private aloud = '';

  readonly #size = new ElementSize(this);
  #scene: Scene | null = null;
  #drawnAt = '';

  constructor() {
    super();
    new FollowCursor(this);
  }

  /** The chart as it is drawn now; null before its first layout. */
  get scene(): Scene | null {
    return this.#scene;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { width, height } = this.#size;
    if (width === 0) return;
    const size = `${width} ${this.fill ? height : ''}`;
    if (!changed.has('drawnFrom') && size === this.#drawnAt && this.#scene !== null) return;
    this.#drawnAt = size;
    this.#scene = this.draw(inUnits(chartSize(width, this.fill ? height : null)));
  }

  protected override render(): TemplateResult | typeof nothing {
    const scene = this.#scene;
    if (scene === null) return nothing;
    const box = `0 0 ${scene.width} ${scene.height}`;
    return html`<svg
        class="scene"
        role="img"
        aria-labelledby="title"
        aria-describedby="summary"
        viewBox=${box}
      >
        <title id="title">${this.heading}</title>
        <desc id="summary">${this.summary}</desc>
        ${guard([scene, this.singledOut], () => sceneTemplate(scene, this.singledOut))}
      </svg>
      ${scene.tracks.length === 0 ? nothing : this.#field(scene, box)}`;
  }

  /** What lies over the chart: it takes pointer and keys, and shows the cursor. */
  #field(scene: Scene, box: string): TemplateResult {
    const found = this.#found(scene);
    return html`<div
        class="field"
        tabindex="0"
        role="application"
        aria-label="${this.heading}, values: arrow keys move along the points, Enter singles out a run, Escape leaves"
        @pointermove=${this.#move}
        @pointerdown=${this.#move}
        @pointerleave=${this.#out}
        @click=${this.#press}
        @keydown=${this.#key}
        @blur=${this.#leave}
      >
        <svg viewBox=${box} aria-hidden="true">${marksTemplate(this.#cursorMarks(scene, found))}</svg>
        ${found === null ? nothing : this.#reading(scene, found)}
      </div>
      <p class="aloud" aria-live="polite">${this.aloud}</p>`;
  }

  #reading({ width, height }: Scene, { at, color, name, words }: FoundPoint): TemplateResult {
    const [across, down] = [(100 * at.x) / width, (100 * at.y) / height];
    const place = {
      ...(across < 50 ? { left: `calc(${across}% + 12px)` } : { right: `calc(${100 - across}% + 12px)` }),
      ...(down < 50 ? { top: `calc(${down}% + 12px)` } : { bottom: `calc(${100 - down}% + 12px)` }),
    };
    return html`<div class="reading" aria-hidden="true" style=${styleMap(place)}>
      ${name === '' ? nothing : html`<b style=${styleMap({ color })}>${name}</b>`}
      ${words.map((line) => html`<span>${line}</span>`)}
    </div>`;
  }

  #found(scene: Scene): FoundPoint | null {
    return this.at === null || cursor.place?.from !== this ? null : foundPoint(scene, this.at);
  }

  /** The crosshair of this chart, or what is linked to the place that a person points at elsewhere. */
  #cursorMarks(scene: Scene, found: FoundPoint | null): Mark[] {
    if (found !== null) return crosshair(scene, found);
    const { place } = cursor;
    if (place === null || place.from === this) return [];
    const value = place.across?.axis === scene.x.name ? place.across.value : null;
    const points = place.run === null ? [] : pointsOfRun(scene, place.run, value);
    const shown = points.flatMap((index) => foundPoint(scene, index) ?? []);
    return [...(value === null ? [] : linkedLine(scene, value)), ...linkedRings(shown)];
  }

  #moveTo(at: PointIndex | null): FoundPoint | null {
    const scene = this.#scene;
    if (scene === null) return null;
    const found = at === null ? null : foundPoint(scene, at);
    this.at = found === null ? null : at;
    if (found === null) cursor.leave(this);
    else cursor.moveTo({ from: this, run: found.run, across: { axis: scene.x.name, value: found.x } });
    return found;
  }

  readonly #move = (event: PointerEvent): void => {
    const scene = this.#scene;
    if (scene === null) return;
    const place = this.#placeOf(event, scene);
    this.#moveTo(nearestPoint(scene, place));
    const isName = namedRun(scene, place) !== null;
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.toggle('name', isName);
  };

  readonly #press = (event: MouseEvent): void => {
    const scene = this.#scene;
    const run = scene === null ? null : pressedRun(scene, this.#placeOf(event, scene));
    if (run !== null) this.#singleOut(run);
  };

  /** A finger that is lifted leaves the values to be read; a mouse takes them along. */
  readonly #out = ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse') this.#leave();
  };

  readonly #leave = (): void => {
    this.#moveTo(null);
    this.aloud = '';
  };

  readonly #key = (event: KeyboardEvent): void => {
    const scene = this.#scene;
    if (scene === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && this.at !== null) this.#leave();
    else if (event.key === 'Enter' && this.at !== null) this.#singleOut(this.#found(scene)?.run ?? null);
    else {
      const next = keyStep(scene, this.at, event.key);
      if (next === null) return;
      const found = this.#moveTo(next);
      this.aloud =
        found === null ? '' : [found.name, ...found.words].filter((word) => word !== '').join('; ');
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** The run that stands out already stands back. */
  #singleOut(run: string | null): void {
    this.dispatchEvent(new SingleOutEvent(run === this.singledOut ? null : run));
  }

  #placeOf({ clientX, clientY }: MouseEvent, { width, height }: Scene): Place {
    const {
      left,
      top,
      width: across,
      height: down,
    } = this.renderRoot.querySelector('.field')?.getBoundingClientRect() ?? new DOMRect();
    return { x: ((clientX - left) / across) * width, y: ((clientY - top) / down) * height };
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
