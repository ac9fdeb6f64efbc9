// Replaces the lock that tabs share, for a page that is open in one tab only.
import type { TabLock } from '../../../src/lab/storage/disk.ts';

export const LONE_TAB: TabLock = {
  acquire: async () => true,
  release: () => {},
  yieldTurn: () => {},
  send: () => {},
  onMessage: () => {},
};
