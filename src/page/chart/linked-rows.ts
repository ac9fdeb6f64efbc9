import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { cursor } from './cursor.ts';

interface RowsHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Links the rows of a table with the page's cursor: a row with `data-run` has the class `under` while a person points at its
 * run on a chart, and charts mark the run whose row they point at. The table is not rendered again for this.
 */
export class LinkedRows implements ReactiveController {
  #stop: (() => void) | undefined;

  constructor(private readonly host: RowsHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = cursor.follow(() => this.#mark());
    this.host.addEventListener('pointerover', this.#point);
    this.host.addEventListener('pointerleave', this.#leave);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.host.removeEventListener('pointerover', this.#point);
    this.host.removeEventListener('pointerleave', this.#leave);
    this.#leave();
  }

  hostUpdated(): void {
    this.#mark();
  }

  #mark(): void {
    const run = cursor.place?.run ?? null;
    for (const row of this.host.renderRoot.querySelectorAll<HTMLElement>('tr[data-run]'))
      row.classList.toggle('under', row.dataset['run'] === run);
  }

  readonly #point = (event: PointerEvent): void => {
    const row = event.composedPath().find((part) => part instanceof HTMLTableRowElement);
    const run = row?.dataset['run'];
    if (run === undefined) cursor.leave(this.host);
    else cursor.moveTo({ from: this.host, run, across: null });
  };

  readonly #leave = (): void => cursor.leave(this.host);
}
