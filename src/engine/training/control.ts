/** A person's hand on a run: pause, resume, stop, and asking for a checkpoint. */
export class Control {
  private paused: { promise: Promise<void>; release: () => void } | undefined;
  private ended = false;
  private checkpointAsked = false;
  private serve: () => void = () => {};

  get stopped(): boolean {
    return this.ended;
  }

  /** Asks for a checkpoint; one is given however often it is asked for before. */
  askCheckpoint(): void {
    this.checkpointAsked = true;
    this.serve();
  }

  /** While `rest` goes on, a checkpoint is given as soon as it is asked for, by `serve`. */
  async serving<T>(rest: Promise<T>, serve: () => void): Promise<T> {
    this.serve = serve;
    try {
      return await rest;
    } finally {
      this.serve = () => {};
    }
  }

  /** Whether a checkpoint has been asked for; the one who asks this gives it. */
  takeCheckpoint(): boolean {
    const asked = this.checkpointAsked;
    this.checkpointAsked = false;
    return asked;
  }

  /** What is paused may never be resumed, so that it gives a checkpoint first. */
  pause(): void {
    if (this.paused) return;
    this.askCheckpoint();
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
