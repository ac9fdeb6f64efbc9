import { kernelLabel, type Binding, type Kernel, type Shader } from './kernel.ts';
import { PlacedError } from './placed-error.ts';
import { thrownWords } from './thrown-words.ts';

/** A pipeline with the explicit layout of its one bind group. */
export interface Compiled {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

/** Compiles each distinct kernel once per device. Kernels differ by shader, entry point, constants and accesses. */
export class Pipelines {
  private readonly compiled = new Map<string, Promise<Compiled>>();
  private readonly modules = new Map<string, GPUShaderModule>();

  constructor(private readonly device: GPUDevice) {}

  compile(kernel: Kernel<string>): Promise<Compiled> {
    const accesses = kernel.bindings.map((binding) => binding.access).join();
    const key = `${kernelLabel(kernel)} ${JSON.stringify(kernel.constants)} ${accesses}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const made = this.make(kernel);
    this.compiled.set(key, made);
    return made;
  }

  private async make(kernel: Kernel<string>): Promise<Compiled> {
    const label = kernelLabel(kernel);
    const module = this.module(kernel.shader);
    const layout = this.device.createBindGroupLayout({ label, entries: layoutEntries(kernel.bindings) });
    try {
      const pipeline = await this.device.createComputePipelineAsync({
        label,
        layout: this.device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        compute: { module, entryPoint: kernel.entryPoint, constants: kernel.constants },
      });
      return { pipeline, layout };
    } catch (error) {
      throw new PlacedError(`pipeline ${label}`, await explain(module, kernel.shader, error), {
        cause: error,
      });
    }
  }

  private module(shader: Shader<string>): GPUShaderModule {
    const known = this.modules.get(shader.name);
    if (known) return known;
    const module = this.device.createShaderModule({ label: shader.name, code: shader.code });
    this.modules.set(shader.name, module);
    return module;
  }
}

function layoutEntries(bindings: readonly Binding[]): GPUBindGroupLayoutEntry[] {
  const storage = bindings.map(({ access }, binding): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
  }));
  return [
    ...storage,
    { binding: bindings.length, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'uniform' } },
  ];
}

/** The compiler's messages with line, column and source; the error's message if there are none. */
async function explain(module: GPUShaderModule, shader: Shader<string>, error: unknown): Promise<string> {
  const { messages } = await module.getCompilationInfo();
  if (messages.length === 0) return thrownWords(error);
  const lines = shader.code.split('\n');
  return messages
    .map((said) => {
      const source = lines[said.lineNum - 1]?.trim() ?? '';
      return `${shader.name}.wgsl:${said.lineNum}:${said.linePos} ${said.message} «${source}»`;
    })
    .join('; ');
}
