import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Lab } from '../../lab/lab.ts';

/** The parameter of an address that opens the page for a projector: `?present`. */
const PARAMETER = 'present';

interface PresentingHost extends ReactiveControllerHost {
  readonly lab: Lab;
  /** Number of steps of the story. */
  readonly steps: number;
  /** Whether keys belong to something that is open over the page. */
  readonly covered: boolean;
}

/**
 * Shows the stage alone, in large type, for a projector. `p` begins and ends it. Then space pauses and resumes, arrows go
 * through the story, `f` fills the screen, and Escape ends it. The charts have keys of their own.
 */
export class Presenting implements ReactiveController {
  on = new URLSearchParams(location.search).has(PARAMETER);
  /** The step of the story that is shown; null before an arrow is pressed. */
  step: number | null = null;

  readonly #press = (event: KeyboardEvent): void => this.#key(event);

  readonly #keys: Readonly<Record<string, () => void>> = {
    ' ': () => this.#pause(),
    ArrowRight: () => this.#go((this.step ?? -1) + 1),
    ArrowLeft: () => this.#go((this.step ?? 1) - 1),
    f: () => void fillScreen(),
    Escape: () => this.toggle(),
  };

  constructor(private readonly host: PresentingHost) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#press);
    this.#mark();
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#press);
  }

  toggle(): void {
    this.on = !this.on;
    this.step = null;
    this.#mark();
    this.host.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    const { altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || this.host.covered || event.composedPath().some(isField)) return;
    if (event.key === 'p') return this.toggle();
    const act = this.on ? this.#keys[event.key] : undefined;
    // A button that has the focus keeps its own keys.
    if (act === undefined || (event.key === ' ' && event.composedPath().some(isButton))) return;
    event.preventDefault();
    act();
  }

  #pause(): void {
    const { lab } = this.host;
    if (lab.state.phase === 'running') void lab.pause();
    else if (lab.state.phase === 'paused') void lab.resume();
  }

  #go(step: number): void {
    this.step = Math.max(0, Math.min(this.host.steps - 1, step));
    this.host.requestUpdate();
  }

  /** The colours of the page have more contrast while this is set. */
  #mark(): void {
    document.documentElement.toggleAttribute('data-present', this.on);
  }
}

async function fillScreen(): Promise<void> {
  if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
  else await document.exitFullscreen();
}

function isField(place: EventTarget): boolean {
  return (
    place instanceof HTMLInputElement ||
    place instanceof HTMLTextAreaElement ||
    place instanceof HTMLSelectElement
  );
}

function isButton(place: EventTarget): boolean {
  return place instanceof HTMLButtonElement;
}
