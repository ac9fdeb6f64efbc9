import { expect, test, vi } from 'vitest';
import { conclude } from '../../../../src/lab/conclusions/conclude.ts';
import { Concluding } from '../../../../src/lab/session/after-start/concluding.ts';
import { initialState } from '../../../../src/lab/state/state.ts';
import { Store } from '../../../../src/lab/state/store.ts';
import { finishedRuns } from '../../../harness/lab/finished-run.ts';

const code = await import('../../../../src/lab/conclusions/conclude.ts');
type Load = () => Promise<typeof code>;

const runs = finishedRuns('widths', 'quick', () => 2);

function followed(load: Load): Store {
  const store = new Store(initialState('https://somewhere.example/'));
  new Concluding(store, load);
  return store;
}

test('what concludes is loaded once, after the first step of a model', async () => {
  const load = vi.fn<Load>(async () => code);
  const store = followed(load);
  store.change({ phase: 'running' });
  expect(load).not.toHaveBeenCalled();
  store.change({ runs });
  await vi.waitFor(() => expect(store.state.conclude).toBe(conclude));
  store.change({ phase: 'ended' });
  expect(load).toHaveBeenCalledTimes(1);
});

test('runs that are shown before the first start load nothing', () => {
  const load = vi.fn<Load>(async () => code);
  followed(load).change({ runs });
  expect(load).not.toHaveBeenCalled();
});

test('what could not be loaded is told, and asked for again when the sweep ends', async () => {
  const load = vi.fn<Load>(async () => code).mockRejectedValueOnce(new Error('offline'));
  const store = followed(load);
  store.change({ phase: 'running', runs });
  await vi.waitFor(() => expect(store.state.conclude).toHaveProperty('refused'));
  store.change({ runs: [...runs] });
  expect(load).toHaveBeenCalledTimes(1);
  store.change({ phase: 'ended' });
  await vi.waitFor(() => expect(store.state.conclude).toBe(conclude));
});
