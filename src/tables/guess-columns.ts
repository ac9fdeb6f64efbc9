import { plainName } from './find-column.ts';
import { nameWords } from './name-words.ts';
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

/** Words of names that have "loss" in them and measure something else, or the loss in another way. */
const NO_LOSS =
  /^(scale|scaler|scaling|std|sd|stddev|stdev|stderr|sem|se|var|variance|err|error|log|ln|log2|log10|weight|weights|delta|diff|difference|change|ratio|coef|coeff|coefficient|aux|auxiliary|lo|lo95|hi|hi95|low|high|lower|upper|min|max|grad|slope|rank|time|type|name|fn|func|function|per|spikes?|gap|penalty|balance|balancing)$/;
const HELD_OUT_LOSS = /(val|valid|validation|eval|evaluation|test|heldout|^held)$/;

/** Objects in which trackers of experiments keep a run's numbers, as in `config.n_params` and `summary.val_loss`. */
const HOLDER = /^(?:(?:config|summary|args|hparams|hyperparameters|metrics|results?)\.)+(?=..)/i;

/** Letters that count. A table that writes two of the first three has them for its quantities. */
const LETTERS: readonly RunColumn[] = ['N', 'D', 'C', 'U', 'S'];
const SIZES = ['N', 'D', 'C'];

/**
 * Guesses what columns measure from their names. Where several suit equally well, it takes none and says which. A letter
 * alone may also number rows or be a width: beside a name that tells more it is not taken, unless the table writes two of
 * N, D and C so. `loss` beside a loss on held-out data is not taken either, because trainers call the training loss so.
 */
export function guessColumns(columns: readonly string[]): GuessedColumns {
  const plain = columns.map((column) => plainName(column.replace(HOLDER, '')));
  const found: Partial<Record<RunColumn, string>> = {};
  const unsure: Partial<Record<RunColumn, readonly string[]>> = {};
  let quantity: RunColumn;
  for (quantity in NAMES) {
    const exact = columns.filter((column) => column === quantity);
    const named = NAMES[quantity].map((names) =>
      columns.filter((_, i) => names.split(' ').includes(plain[i])),
    );
    const ranked = quantity === 'loss' ? lossesOf(columns, exact, named) : [exact, ...named];
    const [best, ...others] = doubted(columns, quantity, ranked);
    if (best === undefined) continue;
    if (others.length === 0) found[quantity] = best;
    else unsure[quantity] = [best, ...others];
  }
  return { columns: found, unsure };
}

/** The best names that suit a quantity, with those that put them in doubt. */
function doubted(
  columns: readonly string[],
  quantity: RunColumn,
  ranked: readonly (readonly string[])[],
): readonly string[] {
  const best = ranked.find((some) => some.length > 0) ?? [];
  const isLetter = LETTERS.includes(quantity) && best[0]?.length === 1;
  if (!isLetter || SIZES.filter((letter) => columns.includes(letter)).length > 1) return best;
  return [...(ranked[2] ?? []), ...best];
}

/** Columns of losses, the best names first. */
function lossesOf(
  columns: readonly string[],
  exact: readonly string[],
  [called = [], ...named]: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const words = new Map(columns.map((column) => [column, nameWords(column.replaceAll(/loss/gi, ' $& '))]));
  const others = columns.filter((column) => {
    const all = words.get(column) ?? [];
    return all.includes('loss') && !all.some((word) => NO_LOSS.test(word));
  });
  const heldOut = others.filter((column) => words.get(column)?.some((word) => HELD_OUT_LOSS.test(word)));
  const simple = exact.length > 0 ? exact : called;
  return [simple.length > 0 ? [...new Set([...simple, ...heldOut])] : [], ...named, others];
}
