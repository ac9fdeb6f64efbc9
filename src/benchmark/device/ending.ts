/** A failing device reports within this time that it is lost. Until then its calls fail with other words. */
const LOSS_MILLISECONDS = 1000;

/** Ends a benchmark before it is complete, with one sentence that says why. */
export class Ending {
  private readonly controller = new AbortController();
  private why = '';

  /** Aborted when the benchmark is to end. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The first reason counts. */
  end(why: string): void {
    if (this.signal.aborted) return;
    this.why = why;
    this.controller.abort();
  }

  /** @throws the reason, if the benchmark is to end */
  check(): void {
    if (this.signal.aborted) throw new Error(this.why);
  }

  /** Settles like `work`, but rejects with the reason as soon as the benchmark is to end. */
  async race<T>(work: Promise<T>): Promise<T> {
    const ended = new Promise<void>((resolve) => {
      if (this.signal.aborted) resolve();
      else this.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await Promise.race([work, ended]);
      this.check();
      return await work;
    } catch (error) {
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, LOSS_MILLISECONDS))]);
      this.check();
      throw error;
    }
  }
}
