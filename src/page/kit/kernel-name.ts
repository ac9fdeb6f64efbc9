/** What the families of kernels are called. */
const FAMILIES: Readonly<Record<string, string>> = {
  plain: 'plain loops',
  tiles: 'tiles in shared memory',
  heads: 'whole heads in shared memory',
  registers: 'blocks in registers',
  quads: 'groups of four threads',
};

/** The variant of a kernel as people read it: `tiles in shared memory (32 × 32)` for `tiles-32x32`. */
export function kernelName(variant: string): string {
  const [, family = '', size, few] = /^([a-z]+)(?:-(\d+(?:x\d+)?))?(-few-slices)?$/.exec(variant) ?? [];
  const words = FAMILIES[family];
  if (words === undefined) return variant;
  const details = [size?.replace('x', ' × '), few === undefined ? undefined : 'few slices'];
  const shown = details.filter((detail) => detail !== undefined).join(', ');
  return shown === '' ? words : `${words} (${shown})`;
}
