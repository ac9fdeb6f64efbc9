import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A chart whose axes can change. */
interface KeyHost extends ReactiveControllerHost, Element {
  /** Whether it is one of the page's large charts, which keys mean when no chart has the focus. */
  readonly fill: boolean;
  toggleAxes(): void;
  /** Lets all runs stand out alike again. */
  singleOutNone(): void;
}

/** Fields in which a letter is text or chooses something. */
const FIELDS = 'input:not([type="radio"], [type="checkbox"]), select, textarea, [contenteditable]';

/** The page's keys for charts: `l` changes between log and linear axes, Escape ends singling out. */
export class ChartKeys implements ReactiveController {
  constructor(private readonly host: KeyHost) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#pressed);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    const [target] = path;
    if (target instanceof Element && target.matches(FIELDS)) return;
    if (event.key === 'Escape') this.host.singleOutNone();
    if (event.key === 'l' && this.#isMeant(path)) this.host.toggleAxes();
  };

  #isMeant(path: readonly EventTarget[]): boolean {
    const focused = path.find((part) => part instanceof Element && part.localName.endsWith('-chart'));
    return focused === undefined ? this.host.fill : focused === this.host;
  }
}
