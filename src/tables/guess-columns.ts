import { plainName } from './find-column.ts';
import type { RunColumn, RunColumns } from './run-columns.ts';

/**
 * Names that public tables give their columns, without case, spaces, hyphens and underscores. Names of an earlier line are
 * better; names of one line are as good as each other. A name with a unit, as `params_M`, is not here: its numbers are
 * other ones.
 */
const NAMES: Readonly<Record<RunColumn, readonly string[]>> = {
  N: [
    'n',
    'nparams params numparams paramcount nparameters parameters parameter numparameters parametercount modelsize modelparams modelparameters totalparams totalparameters nonembedding nnonembedding nnonembed nonembeddingparams nonembeddingparameters nparamsnonembedding paramsnonembedding activeparams nactive',
    'size',
  ],
  D: [
    'd',
    'tokens ntokens numtokens tokencount trainingtokens traintokens trainedtokens tokensseen totaltokens dtokens datasetsize datasize',
  ],
  C: [
    'c',
    'flops flop trainingflop trainingflops trainflops trainflop totalflops totalflop compute trainingcompute traincompute nflops',
  ],
  U: ['u', 'uniquetokens uuniquetokens nuniquetokens numuniquetokens distincttokens'],
  S: ['s', 'steps nsteps numsteps trainingsteps trainsteps totalsteps', 'step'],
  batch: ['batch', 'batchtokens tokensperbatch tokensperstep batchsizetokens'],
  position: ['position', 'pos tokenposition'],
  small: ['small'],
  big: ['big'],
  loss: [
    'loss',
    'finalloss valloss validloss validationloss evalloss evaluationloss testloss heldoutloss finalvalloss lossfinal lossval finaltestloss finalvalidationloss finalevalloss',
    'trainloss trainingloss finaltrainloss losstrain smoothedloss',
  ],
  run: ['run', 'runname runid', 'name id', 'model modelname'],
  series: ['series', 'dataset group family suite corpus'],
  shape: ['shape', 'architecture arch'],
};

/** The columns that the names of a table suggest. */
export interface GuessedColumns {
  readonly columns: RunColumns;
  /** Columns that suit a quantity equally well, so that none of them was taken. */
  readonly unsure: Readonly<Partial<Record<RunColumn, readonly string[]>>>;
}

/** Guesses what columns measure from their names. Where several suit equally well, it takes none and says which. */
export function guessColumns(columns: readonly string[]): GuessedColumns {
  const plain = columns.map(plainName);
  const found: Partial<Record<RunColumn, string>> = {};
  const unsure: Partial<Record<RunColumn, readonly string[]>> = {};
  let quantity: RunColumn;
  for (quantity in NAMES) {
    const exact = columns.filter((column) => column === quantity);
    const suiting = [
      exact,
      ...NAMES[quantity].map((names) => columns.filter((_, i) => names.split(' ').includes(plain[i]))),
      ...(quantity === 'loss' ? [columns.filter((_, i) => plain[i].includes('loss'))] : []),
    ];
    const [best, ...others] = suiting.find((some) => some.length > 0) ?? [];
    if (best === undefined) continue;
    if (others.length === 0) found[quantity] = best;
    else unsure[quantity] = [best, ...others];
  }
  return { columns: found, unsure };
}
