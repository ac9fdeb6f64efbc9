import type { Lab } from '../../lab/lab.ts';

/**
 * Keeps the screen, and so the computer, awake during training and the benchmark. If the browser refuses, the page says nothing, because
 * training continues until the computer sleeps.
 */
export function keepAwake(lab: Lab): void {
  const awake = new ScreenLock();
  const follow = (): void => {
    const { benchmark, phase } = lab.state;
    awake.want((phase === 'running' || benchmark?.measures === true) && !document.hidden);
  };
  lab.subscribe(follow);
  // The browser releases the lock when the page is hidden.
  document.addEventListener('visibilitychange', follow);
}

class ScreenLock {
  #wanted = false;
  /** Settles when the last request has been carried out. */
  #settled: Promise<void> = Promise.resolve();
  #lock: WakeLockSentinel | undefined;

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#settled = this.#settled.then(() => this.#follow());
  }

  async #follow(): Promise<void> {
    try {
      if (this.#wanted) this.#lock ??= await ask();
      else {
        await this.#lock?.release();
        this.#lock = undefined;
      }
    } catch {
      this.#lock = undefined;
    }
  }
}

/** Undefined if the browser has no wake locks. */
function ask(): Promise<WakeLockSentinel> | undefined {
  const locks: WakeLock | undefined = navigator.wakeLock;
  return locks?.request('screen');
}
