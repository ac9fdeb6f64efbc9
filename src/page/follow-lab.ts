import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Lab } from '../lab/lab.ts';

/** Times a second that an element follows a sweep: enough for the eye, little beside the training. */
const RENDERS_A_SECOND = 4;

/** An element that shows the lab's state. */
interface LabHost extends ReactiveControllerHost {
  readonly lab: Lab;
}

/** Renders its element when the lab's state changes: a change of phase at once, the rest a few times a second. */
export class FollowLab implements ReactiveController {
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rendered = -Infinity;
  #phase = '';

  constructor(private readonly host: LabHost) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#stop ??= this.host.lab.subscribe(() => this.#changed());
    this.#rendered = performance.now();
    this.#phase = this.host.lab.state.phase;
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #changed(): void {
    const wait = this.#rendered + 1000 / RENDERS_A_SECOND - performance.now();
    if (wait <= 0 || this.host.lab.state.phase !== this.#phase) this.host.requestUpdate();
    else this.#timer ??= setTimeout(() => this.#render(), wait);
  }

  #render(): void {
    this.#timer = undefined;
    this.host.requestUpdate();
  }
}
