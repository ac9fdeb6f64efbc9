import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { Lab } from '../../lab/lab.ts';

/** Renders a second during a sweep: smooth for the eye, and cheap compared with the training. */
const RENDERS_A_SECOND = 4;

/** An element that shows the lab's state. */
interface LabHost extends ReactiveControllerHost {
  readonly lab: Lab;
}

/**
 * Renders its element when the lab's state changes. It renders at once after an action, and a few times a second while
 * only the runs change.
 */
export class FollowLab implements ReactiveController {
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rendered = -Infinity;
  #shown: ExperimentState | undefined;

  constructor(private readonly host: LabHost) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#stop ??= this.host.lab.subscribe(() => this.#changed());
    this.#rendered = performance.now();
    this.#shown = this.host.lab.state;
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #changed(): void {
    const wait = this.#rendered + 1000 / RENDERS_A_SECOND - performance.now();
    if (wait <= 0 || !onlyRunsChanged(this.#shown, this.host.lab.state)) this.host.requestUpdate();
    else this.#timer ??= setTimeout(() => this.#render(), wait);
  }

  #render(): void {
    this.#timer = undefined;
    this.host.requestUpdate();
  }
}

function onlyRunsChanged(before: ExperimentState | undefined, after: ExperimentState): boolean {
  if (before === undefined) return false;
  const expected: ExperimentState = { ...before, runs: after.runs };
  let key: keyof ExperimentState;
  for (key in expected) if (expected[key] !== after[key]) return false;
  return true;
}
