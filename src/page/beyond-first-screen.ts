import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Lab } from '../lab/lab.ts';
import type { ExperimentState } from '../lab/state/state.ts';

/** An element that shows the page. */
interface PageHost extends ReactiveControllerHost {
  readonly lab: Lab;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** A person who scrolls, uses keys, or leaves the page for the browser's own menus goes beyond the first screen. */
const SIGNS = ['scroll', 'keydown', 'mouseout', 'beforeprint'] as const;

/**
 * The end of the screen in which details are not seen yet. On a phone they begin there while the stage is still growing, and
 * the controls of the stage cover a part of it.
 */
const END = '25%';

/**
 * Tells its element whether the page needs more than its first screen: a person goes beyond it or sees more on a tall
 * one, or a run has made a step, so that loading more delays no start.
 */
export class BeyondFirstScreen implements ReactiveController {
  reached = false;

  readonly #seen = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.reach();
    },
    { rootMargin: `0px 0px -${END}` },
  );
  #watched: Element | null = null;

  /** @param below selects the first element that stands below the first screen */
  constructor(
    private readonly host: PageHost,
    private readonly below: string,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const sign of SIGNS) window.addEventListener(sign, this.#sign, { passive: true });
  }

  hostDisconnected(): void {
    this.#stop();
  }

  hostUpdate(): void {
    if (!this.reached && delaysNoStart(this.host.lab.state)) this.reach();
  }

  hostUpdated(): void {
    const place = this.host.renderRoot.querySelector(this.below);
    if (this.reached || place === this.#watched) return;
    this.#seen.disconnect();
    if (place !== null) this.#seen.observe(place);
    this.#watched = place;
  }

  reach(): void {
    if (this.reached) return;
    this.reached = true;
    this.#stop();
    this.host.requestUpdate();
  }

  readonly #sign = (event: Event): void => {
    // A mouse that leaves the page goes to no other element.
    if (event instanceof MouseEvent && event.relatedTarget !== null) return;
    this.reach();
  };

  #stop(): void {
    this.#seen.disconnect();
    for (const sign of SIGNS) window.removeEventListener(sign, this.#sign);
  }
}

/** Whether a step has been made, or none can be. */
export function delaysNoStart({
  adapter,
  failure,
  measured,
  otherTab,
  recorded,
  runs,
}: ExperimentState): boolean {
  if (adapter.kind === 'none' || failure !== '' || otherTab !== null || measured !== null) return true;
  return recorded === null && runs.some(({ step }) => step > 0);
}
