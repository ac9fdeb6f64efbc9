import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells its element whether the page is being printed. */
export class WhilePrinting implements ReactiveController {
  on = false;

  readonly #begin = (): void => this.#set(true);
  readonly #end = (): void => this.#set(false);

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.#begin);
    window.addEventListener('afterprint', this.#end);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeprint', this.#begin);
    window.removeEventListener('afterprint', this.#end);
  }

  #set(on: boolean): void {
    this.on = on;
    this.host.requestUpdate();
  }
}
