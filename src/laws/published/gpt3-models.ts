/** A model of GPT-3's family: Brown et al. 2020, table 2.1. */
export interface FamilyModel {
  name: string;
  /** n_params as printed. */
  parameters: number;
  layers: number;
  /** d_model. */
  width: number;
  heads: number;
  headSize: number;
  /** Tokens of a batch. */
  batch: number;
  learningRate: number;
}

type Row = readonly [
  name: string,
  parameters: number,
  layers: number,
  width: number,
  heads: number,
  headSize: number,
  batch: number,
  learningRate: number,
];

const ROWS: readonly Row[] = [
  ['GPT-3 Small', 125e6, 12, 768, 12, 64, 0.5e6, 6e-4],
  ['GPT-3 Medium', 350e6, 24, 1024, 16, 64, 0.5e6, 3e-4],
  ['GPT-3 Large', 760e6, 24, 1536, 16, 96, 0.5e6, 2.5e-4],
  ['GPT-3 XL', 1.3e9, 24, 2048, 24, 128, 1e6, 2e-4],
  ['GPT-3 2.7B', 2.7e9, 32, 2560, 32, 80, 1e6, 1.6e-4],
  ['GPT-3 6.7B', 6.7e9, 32, 4096, 32, 128, 2e6, 1.2e-4],
  ['GPT-3 13B', 13e9, 40, 5140, 40, 128, 2e6, 1e-4],
  ['GPT-3 175B', 175e9, 96, 12_288, 96, 128, 3.2e6, 0.6e-4],
];

/** Brown et al. 2020, table 2.1, as printed: heads times their size is not the width of the XL and 13B models. */
export const GPT3_MODELS: readonly FamilyModel[] = ROWS.map(
  ([name, parameters, layers, width, heads, headSize, batch, learningRate]) => ({
    name,
    parameters,
    layers,
    width,
    heads,
    headSize,
    batch,
    learningRate,
  }),
);
