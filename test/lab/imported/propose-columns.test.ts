import { expect, test } from 'vitest';
import { proposeColumns } from '../../../src/lab/imported/propose-columns.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { readTable } from '../../../src/tables/read-table.ts';

function proposed(header: string, rows: readonly string[] = ['1,2,3,4,5,6,7,8']) {
  const width = header.split(',').length;
  const cut = rows.map((row) => row.split(',').slice(0, width).join(','));
  const table = readTable([header, ...cut].join('\n'), 'runs.csv');
  if (isRefusal(table)) throw new Error(table.refused);
  return proposeColumns(table);
}

/** Headers of public tables, shortened, and what a reader of their papers takes each column for. */
test.each([
  ['C,N,D,loss', { N: 'N', D: 'D', C: 'C', loss: 'loss' }],
  ['name,N,D,loss', { N: 'N', D: 'D', loss: 'loss', run: 'name' }],
  [
    'name,N,D_tokens,U_unique_tokens,val_loss_c4',
    { N: 'N', D: 'D_tokens', U: 'U_unique_tokens', loss: 'val_loss_c4', run: 'name' },
  ],
  [
    'run_name,params_active_precise,tokens,step,final_loss',
    { N: 'params_active_precise', D: 'tokens', loss: 'final_loss', run: 'run_name' },
  ],
  ['N,D,loss_openlm,loss_c4_val,loss_c4_val_lo95', { N: 'N', D: 'D', loss: 'loss_c4_val' }],
  ['flops,eff_params,tokens,val_bpb', { N: 'eff_params', D: 'tokens', C: 'flops', loss: 'val_bpb' }],
  ['nParams,trainTokens,evalLoss', { N: 'nParams', D: 'trainTokens', loss: 'evalLoss' }],
  ['Model Size,Training FLOP,loss', { N: 'Model Size', C: 'Training FLOP', loss: 'loss' }],
] as const)('the columns of %s', (header, columns) => {
  expect(proposed(header).columns).toEqual(columns);
});

test('names that public tables use are sure; a word within a name, or one of several losses, is not', () => {
  expect(proposed('n_params,tokens,final_loss').sure).toBe(true);
  expect(proposed('my params,tokens,final_loss').sure).toBe(false);
  expect(proposed('N,D,loss_openlm,loss_c4_val').sure).toBe(false);
});

test.each([
  'n,params,tokens,loss',
  'n,my_tokens,loss',
  'params,tokens,loss,val_loss',
  'N,C (PF-days),loss',
  'params,tokens_per_param,loss',
  'N,tokens_M_seen,D_model,loss',
])('a column that may be a quantity and is not taken leaves doubt: %s', (header) => {
  expect(proposed(header).sure).toBe(false);
});

test.each([
  'N,D,loss',
  'N,loss',
  'N,D,C,loss',
  'N,D,loss,tokens_per_param',
  'params,tokens,train_loss,val_loss',
])('what is left leaves no doubt: %s', (header) => {
  expect(proposed(header).sure).toBe(true);
});

test('a unit in the name of a column is proposed and not taken for granted', () => {
  expect(proposed('params_M,tokens (B),loss')).toMatchObject({
    columns: { N: 'params_M', D: 'tokens (B)', loss: 'loss' },
    scales: { N: 1e6, D: 1e9 },
    sure: false,
  });
});

test('tokens per batch, tokens per second and the error of a loss are no D and no loss', () => {
  expect(proposed('N,tokens_per_batch_total,tokens_s,loss_std,seconds').columns).toEqual({ N: 'N' });
});

test('a text that falls into a few groups is proposed as the series', () => {
  const rows = Array.from({ length: 8 }, (_, i) => `${i % 2 === 0 ? 'wide' : 'deep'},${i + 1},3`);
  expect(proposed('kind,N,loss', rows).columns).toEqual({ N: 'N', loss: 'loss', series: 'kind' });
  const alone = rows.map((row, i) => row.replace(/^\w+/, `run${i}`));
  expect(proposed('kind,N,loss', alone).columns).toEqual({ N: 'N', loss: 'loss' });
});
