import { bench } from './bench.ts';

window.bench = (settings) => bench({ ...settings, readHeap: (collect) => window.readHeap(collect) });
