import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Follows the size of its element in CSS pixels, so that a chart can fit it. */
export class ElementSize implements ReactiveController {
  /** 0 before the first layout. */
  width = 0;
  height = 0;
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
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === this.width && height === this.height) return;
    this.width = width;
    this.height = height;
    this.host.requestUpdate();
  }
}
