import { expect, test } from 'vitest';
import { guessColumns } from '../../src/tables/guess-columns.ts';

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
  // The exact name is better than a name of the same meaning.
  ['N;n_params;loss;final_loss', { N: 'N', loss: 'loss' }],
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
