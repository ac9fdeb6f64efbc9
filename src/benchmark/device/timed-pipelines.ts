import type { Kernel } from '../../engine/gpu/kernel.ts';
import { Pipelines, type Compiled } from '../../engine/gpu/pipelines.ts';

/** Pipelines that know how long they took to compile. */
export class TimedPipelines extends Pipelines {
  private begun: number | undefined;
  private ended = 0;

  /** Milliseconds from the request for the first pipeline to the moment when all that were requested were ready. */
  get milliseconds(): number {
    return this.begun === undefined ? 0 : this.ended - this.begun;
  }

  override async compile(kernel: Kernel<string>): Promise<Compiled> {
    this.begun ??= performance.now();
    const compiled = await super.compile(kernel);
    this.ended = performance.now();
    return compiled;
  }
}
