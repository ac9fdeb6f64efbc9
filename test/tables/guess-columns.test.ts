import { expect, test } from 'vitest';
import { COLUMNS } from '../../src/lab/files/result-columns.ts';
import { guessColumns } from '../../src/tables/guess-columns.ts';
import type { RunColumn } from '../../src/tables/run-columns.ts';

test.each([
  ['C,N,D,loss', { C: 'C', N: 'N', D: 'D', loss: 'loss' }],
  ['Model Size,Training FLOP,loss', { N: 'Model Size', C: 'Training FLOP', loss: 'loss' }],
  ['n_params,tokens,final_loss,tag', { N: 'n_params', D: 'tokens', loss: 'final_loss' }],
  ['params;tokens;val_loss', { N: 'params', D: 'tokens', loss: 'val_loss' }],
  [
    'Parameters;Training Tokens;FLOPs;Test Loss',
    { N: 'Parameters', D: 'Training Tokens', C: 'FLOPs', loss: 'Test Loss' },
  ],
  ['non_embedding;compute;loss', { N: 'non_embedding', C: 'compute', loss: 'loss' }],
  [
    'N;D_tokens;U_unique_tokens;val_loss_c4',
    { N: 'N', D: 'D_tokens', U: 'U_unique_tokens', loss: 'val_loss_c4' },
  ],
  ['run_name;steps;train_loss;val_loss', { run: 'run_name', S: 'steps', loss: 'val_loss' }],
  // The exact name is better than a name of the same meaning, and letters are if the table writes its sizes so.
  ['steps;S;N;D;n_params;loss;final_loss', { S: 'S', N: 'N', D: 'D', loss: 'loss' }],
  [
    'config.n_params;summary.tokens;summary.val_loss',
    {
      N: 'config.n_params',
      D: 'summary.tokens',
      loss: 'summary.val_loss',
    },
  ],
  // A name with loss in it that measures something else.
  ['N;loss_scale;perplexity', { N: 'N' }],
  ['N;lossScale;z_loss_weight;val_loss_std;log_loss;loss_err;aux_loss;max_loss', { N: 'N' }],
  ['N;loss_std;loss_c4', { N: 'N', loss: 'loss_c4' }],
  ['n;N;loss', { N: 'N', loss: 'loss' }],
  // Numbers in millions are others than N.
  ['params_M;tokens_B;loss', { loss: 'loss' }],
  ['seed;width', {}],
])('%s', (header, columns) => {
  expect(guessColumns(header.split(/[,;]/))).toEqual({ columns, unsure: {} });
});

test('of columns that suit equally well none is taken, and all are named', () => {
  expect(guessColumns(['params', 'n_params_non_embedding', 'D', 'val_loss', 'final_loss'])).toEqual({
    columns: { D: 'D' },
    unsure: { N: ['params', 'n_params_non_embedding'], loss: ['val_loss', 'final_loss'] },
  });
  expect(guessColumns(['loss_c4', 'loss_pile']).unsure).toEqual({ loss: ['loss_c4', 'loss_pile'] });
});

test.each<[string, Partial<Record<RunColumn, string[]>>]>([
  ['n,params,tokens,loss', { N: ['params', 'n'] }],
  ['N,params,tokens,loss', { N: ['params', 'N'] }],
  ['n_params,d,tokens,loss', { D: ['tokens', 'd'] }],
  ['params,tokens,c,flops,loss', { C: ['flops', 'c'] }],
  ['N,steps,s,loss', { S: ['steps', 's'] }],
])('a letter beside a name that tells more is in doubt: %s', (header, unsure) => {
  expect(guessColumns(header.split(',')).unsure).toEqual(unsure);
});

test.each(['val_loss', 'Test Loss', 'eval_loss_epoch', 'loss_c4_val', 'held_out_loss'])(
  'loss beside %s may be the training loss',
  (heldOut) => {
    expect(guessColumns(['N', 'loss', heldOut]).unsure).toEqual({ loss: ['loss', heldOut] });
  },
);

test("this page's own results leave no doubt", () => {
  const { columns, unsure } = guessColumns(COLUMNS);
  expect(columns).toMatchObject({ N: 'N', D: 'D', C: 'C', U: 'U', loss: 'loss' });
  expect(Object.keys(unsure).filter((of) => ['N', 'D', 'C', 'U', 'loss'].includes(of))).toEqual([]);
});
