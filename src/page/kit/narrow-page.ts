import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The widest page, in CSS pixels, that shows one column of sections. */
const NARROW = '(max-width: 640px)';

/** Tells its element whether the page is as narrow as a phone. */
export class NarrowPage implements ReactiveController {
  readonly #query = matchMedia(NARROW);
  readonly #changed = (): void => this.host.requestUpdate();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get matches(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#changed);
  }
}
