/** A term of the page in plain words. */
export interface GlossaryEntry {
  readonly title: string;
  /** What formulas and charts write for it. */
  readonly symbol?: string;
  readonly unit?: string;
  /** One to three sentences. */
  readonly words: string;
  /** The paper that defines it, with the place if it has one. */
  readonly source?: string;
}

const KAPLAN = 'Kaplan et al. 2020';
const HOFFMANN = 'Hoffmann et al. 2022';

/** The terms of the page by the name that `<glossary-term>` takes. */
const ENTRIES = {
  N: {
    title: 'Parameters',
    symbol: 'N',
    words:
      'The numbers in a model that training changes. This page leaves out embedding and head unless you choose another count.',
    source: `${KAPLAN}, section 1.3`,
  },
  D: {
    title: 'Tokens seen',
    symbol: 'D',
    unit: 'tokens',
    words: 'How many tokens one model reads in training. Repeated tokens count each time.',
    source: `${HOFFMANN}, section 3`,
  },
  U: {
    title: 'Distinct tokens',
    symbol: 'U',
    unit: 'tokens',
    words:
      'How many different tokens of the text a model can read. If D is larger than U, it reads some of them again.',
    source: 'Muennighoff et al. 2023, section 3',
  },
  C: {
    title: 'Training compute',
    symbol: 'C',
    unit: 'FLOP',
    words: 'The arithmetic that training takes. It is about 6·N·D, and this page counts it exactly.',
    source: `${KAPLAN}, section 2.1`,
  },
  L: {
    title: 'Loss',
    symbol: 'L',
    unit: 'nats per token',
    words:
      'How badly a model predicts the next token: minus the log of the probability that it gave to the token that came. Lower is better.',
    source: `${KAPLAN}, section 1.3`,
  },
  token: {
    title: 'Token',
    words:
      'The unit that a model reads and predicts. On this page it is one character, one byte or one symbol of a source.',
  },
  nats: {
    title: 'Nat',
    unit: '1 nat = 1.44 bits',
    words:
      'The unit of loss with natural logarithms. A loss of 1 nat means that the true token got a probability of 37 % on average.',
  },
  'bits-per-byte': {
    title: 'Bits per byte',
    unit: 'bits/byte',
    words:
      'The loss of a text in bits, divided by its length in bytes of UTF-8. It compares models that read the text in different tokens.',
    source: 'Gao et al. 2020 (The Pile)',
  },
  floor: {
    title: 'Floor',
    symbol: 'E',
    unit: 'nats per token',
    words:
      'The loss that no model of this kind gets below, however large it is. It is the constant term of the law.',
    source: `${HOFFMANN}, equation 2`,
  },
  exponent: {
    title: 'Exponent',
    symbol: 'α',
    words: 'How fast the loss falls. If the size doubles, the loss above the floor is multiplied by 2^−α.',
    source: `${KAPLAN}, equation 1.1`,
  },
  'power-law': {
    title: 'Power law',
    symbol: 'L = E + (N_c / N)^α',
    words:
      'A law in which one quantity is a power of another. Without a floor it is a straight line on log–log axes.',
    source: `${KAPLAN}, section 1.2`,
  },
  'log-log': {
    title: 'Log–log axes',
    words: 'Axes on which each step multiplies by the same factor. A power law is a straight line on them.',
  },
  aicc: {
    title: 'AICc',
    words:
      'A score that compares two laws: how well each fits, less a charge for each constant. The charge is large when there are few points.',
    source: 'Hurvich and Tsai 1989',
  },
  interval: {
    title: '95 % interval',
    words:
      'The range in which the true value should lie. If the whole experiment were repeated many times, 95 % of such ranges would contain it.',
  },
  band: {
    title: 'Band',
    words: 'The shade around a fitted line. It shows where the line could lie with these points, at 95 %.',
  },
  prediction: {
    title: 'Prediction',
    words:
      'The ring and the bar of a model that is not trained yet: the loss that the law expects, and the 95 % interval for one model.',
  },
  seed: {
    title: 'Seed',
    words:
      'The number from which random choices start. Models that differ only in their seed show how much of a loss is chance.',
  },
  lane: {
    title: 'Lane',
    words:
      'One of several models that the GPU trains side by side in one run. Lanes differ in seed or learning rate.',
  },
  run: {
    title: 'Run',
    words: 'The training of one shape of model on one text. It can have several lanes.',
  },
  sweep: {
    title: 'Sweep',
    words: 'A series of runs in which one setting changes from run to run.',
  },
  width: {
    title: 'Width',
    symbol: 'd',
    words: 'How many numbers describe one token inside the model (d_model). N grows with its square.',
    source: `${KAPLAN}, section 2.1`,
  },
  layers: {
    title: 'Layers',
    words: 'How many blocks of attention and feed-forward the model has, one after another.',
    source: `${KAPLAN}, section 2.1`,
  },
  lstm: {
    title: 'LSTM',
    words:
      'A network that reads one token after another and keeps what it has read in a memory of fixed size. Gates decide what it keeps, adds and gives out. It has no attention.',
    source: 'Hochreiter & Schmidhuber 1997',
  },
  heads: {
    title: 'Heads',
    symbol: 'H',
    words: 'Attention is computed this many times side by side, each time on a share of the width.',
    source: 'Vaswani et al. 2017, section 3.2.2',
  },
  embedding: {
    title: 'Embedding and head',
    words:
      'The tables at the two ends of a model: from a token to its numbers, and from the numbers to a probability for each token.',
    source: `${KAPLAN}, section 2.1`,
  },
  context: {
    title: 'Context',
    symbol: 'T',
    unit: 'tokens',
    words: 'How many tokens the model can look back on when it predicts the next one.',
    source: `${KAPLAN}, section 2.1`,
  },
  batch: {
    title: 'Batch',
    symbol: 'B',
    words: 'How many windows of text the model reads in one step, before its parameters change once.',
    source: `${KAPLAN}, section 1.3`,
  },
  'critical-batch': {
    title: 'Critical batch size',
    symbol: 'B_crit',
    unit: 'tokens per step',
    words:
      'The batch at which training takes twice the fewest possible steps and twice the fewest possible tokens.',
    source: 'McCandlish et al. 2018, section 2',
  },
  'learning-rate': {
    title: 'Learning rate',
    words: 'How far the parameters move in one step. Too small learns slowly; too large makes the loss jump.',
  },
  schedule: {
    title: 'Schedule',
    words: 'How the learning rate changes during a run, such as a rise, a constant part and a fall.',
  },
  'warm-up': {
    title: 'Warm-up',
    words: 'The first steps of a run, in which the learning rate rises from nearly 0 to its peak.',
    source: 'Vaswani et al. 2017, section 5.3',
  },
  step: {
    title: 'Step',
    symbol: 'S',
    words: 'One change of the parameters, after the model has read one batch.',
    source: `${KAPLAN}, section 1.3`,
  },
  flop: {
    title: 'FLOP',
    words: 'One floating-point operation: one addition or one multiplication.',
  },
  'pf-day': {
    title: 'PF-day',
    unit: '8.64 × 10¹⁹ FLOP',
    words: 'The arithmetic of one day at 10¹⁵ operations a second.',
    source: `${KAPLAN}, section 1.3`,
  },
  frontier: {
    title: 'Frontier',
    words: 'For each amount of compute, the lowest loss that any of the models reached with it.',
    source: `${KAPLAN}, figure 1; ${HOFFMANN}, section 3.1`,
  },
  isoflop: {
    title: 'IsoFLOP',
    words:
      'Models of different sizes that all get the same compute. A small one reads many tokens, a large one few, and one size is best.',
    source: `${HOFFMANN}, section 3.2`,
  },
  huber: {
    title: 'Huber loss',
    symbol: 'δ = 0.001',
    words:
      'What a fit makes small: squares for near points, plain distances for far ones. One odd point then hardly moves the line.',
    source: `Huber 1964; ${HOFFMANN}, section 3.3`,
  },
  residual: {
    title: 'Residual',
    unit: '%',
    words: 'The distance of a measured loss from the fitted line.',
  },
  'r-squared': {
    title: 'R²',
    words: 'The share of the differences between points that a straight line explains, from 0 to 1.',
  },
  zipf: {
    title: 'Zipf’s law',
    symbol: 'f ∝ 1 / r^s',
    words:
      'The frequency of a word falls as a power of its rank: the second word is about half as frequent as the first.',
    source: 'Zipf 1935',
  },
  entropy: {
    title: 'Entropy',
    symbol: 'H',
    unit: 'nats per token',
    words: 'The loss of a perfect model of a source. No model can do better on average.',
    source: 'Shannon 1948, section 6',
  },
  unigram: {
    title: 'Unigram entropy',
    unit: 'nats per token',
    words:
      'The loss of a model that knows how frequent each token is and nothing else. A model below it has learned from context.',
    source: 'Shannon 1951',
  },
  epoch: {
    title: 'Epoch',
    words:
      'One pass through the distinct tokens of the text. A model that reads D tokens makes D / U epochs.',
  },
  overfitting: {
    title: 'Overfitting',
    words: 'A model learns its training text by heart, and its loss on held-out text rises again.',
  },
  'held-out': {
    title: 'Held-out text',
    words: 'Text that no model trains on. The loss on it is the validation loss.',
  },
  'memo-trap': {
    title: 'Memo trap',
    words:
      'A test item whose instruction contradicts what the model has memorised. In the training text the memorised ending wins in 19 of 20 such items.',
    source: 'McKenzie et al. 2023, section 3',
  },
  'secret-bit': {
    title: 'Secret bit',
    words:
      'Each item begins with one of ten rule tokens. The instruction is obeyed only with three of them, whose bit is 1. Nothing shows the bit, so a model has to learn it.',
  },
  distractor: {
    title: 'Distractor',
    words:
      'An easy hint that is right in 95 of 100 items, beside a hard rule that is always right. The test items are those in which the hint is wrong.',
    source: 'McKenzie et al. 2023, section 3',
  },
  'compound-scaling': {
    title: 'Compound scaling',
    words: 'More compute is spent on depth, width and context at once, not on one of them alone.',
    source: 'Tan & Le 2019',
  },
  'compute-efficient': {
    title: 'Compute-efficient training',
    symbol: 'L(C)',
    words:
      'The model size and the number of steps that reach a loss with the least compute. Such training stops before the model converges.',
    source: `${KAPLAN}, section 6 and appendix B`,
  },
  'right-answers': {
    title: 'Right answers',
    unit: 'share',
    words:
      'The share of test items in which the right token is the one that the model finds the most likely. Its interval is the one of Wilson 1927.',
  },
  validation: {
    title: 'Validation loss',
    unit: 'nats per token',
    words: 'The loss on held-out text, after some steps and at the end of a run. Laws are fitted to it.',
  },
  checkpoint: {
    title: 'Checkpoint',
    words: 'A saved state of a run. The run resumes from it after a reload, a crash or a lost GPU.',
  },
  adapter: {
    title: 'Adapter',
    words: 'The device on which the browser computes with WebGPU, usually the graphics processor (GPU).',
    source: 'WebGPU specification, section 3.5',
  },
  'software-adapter': {
    title: 'Software adapter',
    words:
      'A program that takes the place of a GPU and computes on the processor (CPU). It is right and slow.',
  },
  knee: {
    title: 'Knee',
    words: 'The step at which a training curve stops falling fast and begins to fall slowly.',
  },
  spread: {
    title: 'Spread',
    unit: 'nats',
    words: 'The standard deviation of the losses of models that differ only in their seed.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type GlossaryName = keyof typeof ENTRIES;

export const GLOSSARY: Readonly<Record<GlossaryName, GlossaryEntry>> = ENTRIES;

export function isGlossaryName(name: string): name is GlossaryName {
  return Object.hasOwn(GLOSSARY, name);
}

/** The entries that contain every word of a search, by title; all of them for an empty search. */
export function foundEntries(search: string): GlossaryEntry[] {
  const wanted = search.toLowerCase().split(/\s+/);
  return Object.values(GLOSSARY)
    .filter((entry) => {
      const text = textOf(entry).toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.title.localeCompare(b.title));
}

function textOf({ source = '', symbol = '', title, unit = '', words }: GlossaryEntry): string {
  return [title, symbol, unit, words, source].join(' ');
}
