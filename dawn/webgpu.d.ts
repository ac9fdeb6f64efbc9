/** The part of the package that this project uses, declared here because the package may not be installed. */
declare module 'webgpu' {
  export function create(options: readonly string[]): GPU;
  export const globals: Readonly<Record<string, unknown>>;
}
