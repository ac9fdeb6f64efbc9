import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tracks the width of its element in CSS pixels, so that a chart can fit it. */
export class ElementWidth implements ReactiveController {
  /** 0 before the first layout. */
  value = 0;
  readonly #observer: ResizeObserver;

  constructor(private readonly host: ReactiveControllerHost & Element) {
    this.#observer = new ResizeObserver(() => this.#measure());
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #measure(): void {
    const width = Math.floor(this.host.clientWidth);
    if (width === this.value) return;
    this.value = width;
    this.host.requestUpdate();
  }
}
