/** The requests of a person to a run: pause, resume, stop, checkpoint. */
export class Control {
  private paused: { promise: Promise<void>; release: () => void } | undefined;
  private ended = false;
  private checkpointAsked = false;
  private serve: () => void = () => {};

  get stopped(): boolean {
    return this.ended;
  }

  /** Requests a checkpoint. Several requests before the next checkpoint count as one. */
  askCheckpoint(): void {
    this.checkpointAsked = true;
    this.serve();
  }

  /** Calls `serve` at every request for a checkpoint until `rest` settles. */
  async serving<T>(rest: Promise<T>, serve: () => void): Promise<T> {
    this.serve = serve;
    try {
      return await rest;
    } finally {
      this.serve = () => {};
    }
  }

  /** Whether a checkpoint was requested; clears the request, so the caller must take the checkpoint. */
  takeCheckpoint(): boolean {
    const asked = this.checkpointAsked;
    this.checkpointAsked = false;
    return asked;
  }

  /** Also requests a checkpoint, because a paused run may never be resumed. */
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

  /** Settles when the run is not paused. */
  async whileGoing(): Promise<void> {
    await this.paused?.promise;
  }
}
