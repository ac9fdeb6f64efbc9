/** A part of a buffer. Offsets are multiples of 256 bytes, because bindings require it. */
export interface View {
  buffer: GPUBuffer;
  /** Bytes from the buffer's start. */
  offset: number;
  /** Bytes. */
  size: number;
}

export interface Binding {
  view: View;
  access: 'read' | 'write';
}

/** A storage buffer that the kernel only reads. */
export function read(view: View): Binding {
  return { view, access: 'read' };
}

/** A storage buffer that the kernel writes (and may read). */
export function write(view: View): Binding {
  return { view, access: 'write' };
}

/** WGSL, or a function that loads it, so that a page can start without the kernels of later runs. */
export type Wgsl = string | (() => Promise<string>);

/** One `.wgsl` file, or several that are joined. */
export interface Shader<Code extends Wgsl = Wgsl> {
  name: string;
  code: Code;
}

/**
 * One dispatch as data. The buffers that a kernel reads and writes, in order, are its bind group layout. `sizes` fill
 * by name the uniform `struct Sizes` that follows the last binding, so that models of every width share a pipeline.
 */
export interface Kernel<Code extends Wgsl = Wgsl> {
  shader: Shader<Code>;
  entryPoint: string;
  bindings: readonly Binding[];
  sizes: Readonly<Record<string, number>>;
  /** Override constants: switches and bounds that must be known at compile time. */
  constants: Readonly<Record<string, number>>;
  /** Features that the device needs to compile the kernel. */
  requires?: readonly GPUFeatureName[];
  workgroups: readonly [x: number, y: number, z: number];
}

export function kernelLabel(kernel: Kernel): string {
  return `${kernel.shader.name}.${kernel.entryPoint}`;
}

/** The kernel with its WGSL, ready to be compiled. */
export async function loadKernel(kernel: Kernel): Promise<Kernel<string>> {
  const { name, code } = kernel.shader;
  return { ...kernel, shader: { name, code: await loadWgsl(code) } };
}

export async function loadWgsl(code: Wgsl): Promise<string> {
  return typeof code === 'string' ? code : code();
}

const MAX_WORKGROUPS = 65_535;

/** Workgroups of `size` invocations for `count` elements; kernels loop over elements beyond the grid's limit. */
export function gridFor(count: number, size: number): number {
  return Math.min(Math.ceil(count / size), MAX_WORKGROUPS);
}

/** The same for kernels with one element per invocation: a grid beyond the limit in x continues in y. */
export function planeFor(count: number, size: number): [x: number, y: number] {
  const workgroups = Math.ceil(count / size);
  const y = Math.ceil(workgroups / MAX_WORKGROUPS);
  return [Math.ceil(workgroups / y), y];
}
