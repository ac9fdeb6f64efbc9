import { bench } from './bench.ts';

let hidden = document.hidden;
document.addEventListener('visibilitychange', () => (hidden ||= document.hidden));

window.bench = (settings) =>
  bench({ ...settings, wasHidden: () => hidden, readHeap: (collect) => window.readHeap(collect) });
