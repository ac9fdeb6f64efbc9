/** A model in the table of total compute of Brown et al. 2020, appendix D. */
export interface PublishedCompute {
  model: string;
  /** Whether every token passes through only half of the parameters. */
  encoderDecoder: boolean;
  /** N, every trainable number. */
  parameters: number;
  /** D. */
  tokens: number;
  /** C as the paper lists it, in FLOPs. */
  flops: number;
  /** C as the paper lists it, in petaFLOP/s-days. */
  petaflopDays: number;
}

/** Model, petaFLOP/s-days, FLOPs, millions of parameters, billions of tokens. */
const ROWS: readonly (readonly [string, number, number, number, number])[] = [
  ['T5-Small', 2.08, 1.8e20, 60, 1000],
  ['T5-Base', 7.64, 6.6e20, 220, 1000],
  ['T5-Large', 26.7, 2.31e21, 770, 1000],
  ['T5-3B', 104, 9e21, 3000, 1000],
  ['T5-11B', 382, 3.3e22, 11000, 1000],
  ['BERT-Base', 1.89, 1.64e20, 109, 250],
  ['BERT-Large', 6.16, 5.33e20, 355, 250],
  ['RoBERTa-Base', 17.4, 1.5e21, 125, 2000],
  ['RoBERTa-Large', 49.3, 4.26e21, 355, 2000],
  ['GPT-3 Small', 2.6, 2.25e20, 125, 300],
  ['GPT-3 Medium', 7.42, 6.41e20, 356, 300],
  ['GPT-3 Large', 15.8, 1.37e21, 760, 300],
  ['GPT-3 XL', 27.5, 2.38e21, 1320, 300],
  ['GPT-3 2.7B', 55.2, 4.77e21, 2650, 300],
  ['GPT-3 6.7B', 139, 1.2e22, 6660, 300],
  ['GPT-3 13B', 268, 2.31e22, 12850, 300],
  ['GPT-3 175B', 3640, 3.14e23, 174600, 300],
];

/** The table of total compute of Brown et al. 2020, appendix D, row by row. */
export const GPT3_COMPUTE_TABLE: readonly PublishedCompute[] = ROWS.map(
  ([model, petaflopDays, flops, millions, billions]) => ({
    model,
    encoderDecoder: model.startsWith('T5'),
    parameters: millions * 1e6,
    tokens: billions * 1e9,
    flops,
    petaflopDays,
  }),
);
