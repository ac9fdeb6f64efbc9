/** A person's hand on a run: pause, resume, stop. */
export class Control {
  private paused: { promise: Promise<void>; release: () => void } | undefined;
  private ended = false;

  get stopped(): boolean {
    return this.ended;
  }

  pause(): void {
    if (this.paused) return;
    let release = (): void => {};
    const promise = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.paused = { promise, release };
  }

  resume(): void {
    this.paused?.release();
    this.paused = undefined;
  }

  stop(): void {
    this.ended = true;
    this.resume();
  }

  /** Settles when nothing holds the run back. */
  async whileGoing(): Promise<void> {
    await this.paused?.promise;
  }
}
