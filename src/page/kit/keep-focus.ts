import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface FocusHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Keeps the keyboard's place in an element: if an update removes or disables what has the focus, the focus moves to
 * another part of the same element instead of to the top of the page.
 */
export class KeepFocus implements ReactiveController {
  #focused: Element | null = null;

  /** @param next what gets the focus then; null if nothing suits */
  constructor(
    private readonly host: FocusHost,
    private readonly next: () => HTMLElement | null,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#root?.activeElement ?? null;
  }

  hostUpdated(): void {
    const { activeElement = null } = this.#root ?? {};
    const lost = this.#focused !== null && (!this.#focused.isConnected || this.#focused.matches(':disabled'));
    if (lost && (activeElement === null || activeElement === this.#focused)) this.next()?.focus();
    this.#focused = null;
  }

  get #root(): ShadowRoot | undefined {
    const root = this.host.renderRoot;
    return root instanceof ShadowRoot ? root : undefined;
  }
}
