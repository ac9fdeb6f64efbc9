import { checked } from './device-errors.ts';
import { kernelLabel, loadKernel, type Kernel } from './kernel.ts';
import type { Memory } from './memory.ts';
import type { Pipelines } from './pipelines.ts';
import { packSizes } from './sizes.ts';

interface Dispatch {
  label: string;
  pipeline: GPUComputePipeline;
  bindGroup: GPUBindGroup;
  workgroups: Kernel['workgroups'];
}

/** A list of dispatches that is made once and recorded many times, whole or in parts. */
export class Program {
  private constructor(private readonly dispatches: readonly Dispatch[]) {}

  /**
   * Loads the WGSL of all kernels, compiles them in parallel and binds their buffers; `memory` holds their sizes.
   *
   * @throws if a kernel cannot be loaded or compiled, or if the device has no memory left
   */
  static async prepare(kernels: readonly Kernel[], memory: Memory, pipelines: Pipelines): Promise<Program> {
    const loaded = await Promise.all(kernels.map(loadKernel));
    const binding = (): Promise<Dispatch[]> =>
      Promise.all(loaded.map((kernel) => bind(kernel, memory, pipelines)));
    return new Program(await checked(memory.device, binding));
  }

  /** Dispatches of one repetition. */
  get length(): number {
    return this.dispatches.length;
  }

  /** The kernel of each dispatch: `shader.entryPoint`. */
  get labels(): string[] {
    return this.dispatches.map(({ label }) => label);
  }

  /** Records dispatches `from` to `to`, exclusive, of endless repetition; by default one repetition. Allocates nothing. */
  record(pass: GPUComputePassEncoder, from = 0, to = this.length): void {
    for (let i = from; i < to; i++) {
      const { pipeline, bindGroup, workgroups } = this.dispatches[i % this.length];
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
    }
  }
}

async function bind(kernel: Kernel<string>, memory: Memory, pipelines: Pipelines): Promise<Dispatch> {
  const label = kernelLabel(kernel);
  const sizes = memory.uniform(`${label} sizes`, packSizes(kernel.shader, kernel.sizes));
  const { pipeline, layout } = await pipelines.compile(kernel);
  const views = [...kernel.bindings.map((binding) => binding.view), sizes];
  const bindGroup = memory.device.createBindGroup({
    label,
    layout,
    entries: views.map((view, binding) => ({ binding, resource: view })),
  });
  return { label, pipeline, bindGroup, workgroups: kernel.workgroups };
}
