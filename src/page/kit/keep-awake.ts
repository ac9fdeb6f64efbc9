import type { Lab } from '../../lab/lab.ts';

/**
 * Keeps the screen, and with it the computer, from going to sleep while runs are trained. Where the browser cannot, or
 * will not, nothing is said: training goes on as long as the computer does.
 */
export function keepAwake(lab: Lab): void {
  const awake = new ScreenLock();
  const follow = (): void => awake.want(lab.state.phase === 'running' && !document.hidden);
  lab.subscribe(follow);
  // The browser takes a lock back when the page is hidden.
  document.addEventListener('visibilitychange', follow);
}

class ScreenLock {
  #wanted = false;
  /** Settles when what was asked for last has been done. */
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

/** Undefined where the browser has no such locks. */
function ask(): Promise<WakeLockSentinel> | undefined {
  const locks: WakeLock | undefined = navigator.wakeLock;
  return locks?.request('screen');
}
