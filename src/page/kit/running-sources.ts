import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A way by which results come in by themselves, which goes on while nobody looks at it. */
export interface RunningSource {
  /** What the bar calls it: `camera`. */
  readonly name: string;
  /** What it is, within a sentence: `the camera`. */
  readonly title: string;
  /** What came of it last, in a sentence. */
  readonly said: string;
  readonly stop: () => void;
}

/** The sources that are on, by name. They end when the page is left. */
class RunningSources extends EventTarget {
  readonly #running = new Map<string, RunningSource>();

  get all(): readonly RunningSource[] {
    return [...this.#running.values()];
  }

  /** Null if it is not on. */
  of(name: string): RunningSource | null {
    return this.#running.get(name) ?? null;
  }

  /** Notes that a source is on, or what it said last. */
  note(source: RunningSource): void {
    this.#running.set(source.name, source);
    this.dispatchEvent(new Event('change'));
  }

  /** Notes that a source has ended. */
  end(name: string): void {
    this.#running.delete(name);
    this.dispatchEvent(new Event('change'));
  }
}

export const runningSources = new RunningSources();

/** Renders its element when a source begins, ends, or says something. */
export class FollowSources implements ReactiveController {
  readonly #changed = (): void => this.host.requestUpdate();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    runningSources.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    runningSources.removeEventListener('change', this.#changed);
  }
}
