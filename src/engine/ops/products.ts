import type { Wgsl } from '../gpu/kernel.ts';

/** A way to assign the outputs of a matrix product to workgroups and invocations. */
export interface ProductVariant {
  /** The name in reports and stored results. */
  name: string;
  /** Distinguishes the kernels of one variant from the kernels of another. */
  kernels: string;
  /** Whether the sums over rows of a weight's gradient are cut into few long slices instead of many. */
  fewSlices: boolean;
  /** Columns of a tile, and of a group in the stats of activations. */
  columns: number;
  workgroupSize: number;
  constants: Readonly<Record<string, number>>;
  requires?: readonly GPUFeatureName[];
  /** Whether the product for a weight's gradient also sums the bias's gradient. */
  sumsColumns?: boolean;
  /** True if it is fast only on CPUs that emulate a GPU, false if only on GPUs; absent if on both. */
  forSoftware?: boolean;
  /** A `products-*.wgsl`. */
  code: Wgsl;
  /** Workgroups of `slices` products `[m, n]`. */
  workgroups(m: number, n: number, slices: number): number;
}

interface Tile {
  rows: number;
  columns: number;
  /** Tiles of a workgroup. */
  tiles: number;
}

function productVariant(
  name: string,
  code: Wgsl,
  { rows, columns, tiles: tilesOfWorkgroup }: Tile,
  options: Pick<ProductVariant, 'workgroupSize' | 'constants' | 'requires' | 'forSoftware' | 'sumsColumns'>,
): ProductVariant {
  return {
    ...options,
    code,
    name,
    kernels: name,
    fewSlices: false,
    columns,
    workgroups: (m, n, slices) =>
      Math.ceil((Math.ceil(m / rows) * Math.ceil(n / columns) * slices) / tilesOfWorkgroup),
  };
}

/** Tiles of 16×16, each by four invocations that swap their loads. */
function quadVariant(workgroupSize: number, forSoftware: boolean): ProductVariant {
  return productVariant(
    `quads-${workgroupSize}`,
    async () => (await import('./shader-groups/trials.ts')).productsQuads,
    { rows: 16, columns: 16, tiles: workgroupSize / 4 },
    {
      workgroupSize,
      constants: { WORKGROUP: workgroupSize },
      requires: ['subgroups'],
      forSoftware,
    },
  );
}

/** Blocks of `side`×`side` outputs in the registers of an invocation. */
function registerVariant(side: 4 | 8): ProductVariant {
  return productVariant(
    `registers-${side}x${side}`,
    async () => (await import('./shader-groups/emulator.ts')).productsRegisters,
    { rows: side, columns: side, tiles: 64 },
    {
      workgroupSize: 64,
      constants: { WORKGROUP: 64, LARGE: Number(side === 8) },
    },
  );
}

/** Tiles in workgroup memory, `side`×`side` outputs per invocation; `kQuads` quads of numbers along K at a time. */
function tileVariant(rows: number, columns: number, side: 4 | 8, kQuads: number): ProductVariant {
  return productVariant(
    `tiles-${rows}x${columns}`,
    async () => (await import('./shader-groups/gpu.ts')).productsTiles,
    { rows, columns, tiles: 1 },
    {
      workgroupSize: (rows * columns) / side ** 2,
      constants: { TILE_M: rows, TILE_N: columns, LARGE: Number(side === 8), K_QUADS: kQuads },
      sumsColumns: true,
      // On a CPU that emulates a GPU a barrier costs more than it saves.
      forSoftware: false,
    },
  );
}

/** All variants with the usual slices. */
export const PRODUCT_VARIANTS: readonly ProductVariant[] = [
  tileVariant(32, 32, 4, 8),
  tileVariant(64, 32, 4, 8),
  tileVariant(64, 64, 8, 4),
  registerVariant(4),
  registerVariant(8),
  quadVariant(16, true),
  quadVariant(64, false),
];

/** The end of the name of a variant with few slices. */
const FEW_SLICES = '-few-slices';

/**
 * The same kernels with few slices. Many lanes keep a GPU busy without slices, and the sums of every slice must be
 * stored and added up.
 */
export function withFewSlices(usual: ProductVariant): ProductVariant {
  return { ...usual, name: `${usual.kernels}${FEW_SLICES}`, fewSlices: true };
}

/** The variant of that name, if there is one. */
export function findProductVariant(name: string): ProductVariant | undefined {
  const few = name.endsWith(FEW_SLICES);
  const found = PRODUCT_VARIANTS.find(
    ({ kernels }) => kernels === (few ? name.slice(0, -FEW_SLICES.length) : name),
  );
  return found && few ? withFewSlices(found) : found;
}
