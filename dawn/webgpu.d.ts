/** What this project uses of the package, said here so that types are checked where it is not installed. */
declare module 'webgpu' {
  export function create(options: readonly string[]): GPU;
  export const globals: Readonly<Record<string, unknown>>;
}
