import type { PeersResult } from '../../bench/peers/compare.ts';

export function peersTable(result: PeersResult): string;
