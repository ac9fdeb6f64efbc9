import type { Table } from '../harness/imports/check-walls.ts';

const CONTRACT = 'src/engine/trainer.ts';

/**
 * The imports that each room may use: the walls of the house. A file belongs to the longest name that matches its path.
 * docs/ARCHITECTURE.md shows the same table to people; a test keeps both equal.
 */
export const TABLE: Table = {
  shaders: { may: [] },
  python: { may: [] },

  'src/laws/format-number.ts': { may: [] },
  'src/laws/refusal.ts': { may: [] },
  'src/laws/stats': { may: [], types: ['src/laws/refusal.ts'], packages: ['pure-rand'] },
  'src/laws/counting': { may: [] },
  'src/laws/regression': {
    may: ['src/laws/format-number.ts', 'src/laws/refusal.ts', 'src/laws/stats'],
    packages: ['pure-rand'],
  },
  'src/laws/curves': { may: ['src/laws/format-number.ts', 'src/laws/refusal.ts', 'src/laws/stats'] },
  'src/laws/sweep-design': {
    may: ['src/laws/format-number.ts', 'src/laws/stats'],
    types: ['src/laws/refusal.ts'],
  },
  'src/laws/power-law': {
    may: ['src/laws/format-number.ts', 'src/laws/refusal.ts', 'src/laws/stats', 'src/laws/regression'],
  },
  'src/laws/joint': {
    may: ['src/laws/format-number.ts', 'src/laws/refusal.ts', 'src/laws/stats', 'src/laws/regression'],
  },
  'src/laws/compute-optimal': {
    may: [
      'src/laws/format-number.ts',
      'src/laws/refusal.ts',
      'src/laws/stats',
      'src/laws/regression',
      'src/laws/joint',
    ],
    types: ['src/laws/power-law'],
  },
  'src/laws/batch-size': {
    may: [
      'src/laws/format-number.ts',
      'src/laws/refusal.ts',
      'src/laws/stats',
      'src/laws/counting',
      'src/laws/regression',
      'src/laws/power-law',
    ],
  },
  'src/laws/hold-out': {
    may: ['src/laws/refusal.ts', 'src/laws/stats', 'src/laws/power-law'],
    types: ['src/laws/regression'],
  },
  'src/laws/published': {
    may: ['src/laws/counting', 'src/laws/joint', 'src/laws/batch-size', 'src/laws/refusal.ts'],
  },
  'src/laws/analysis': {
    may: [
      'src/laws/format-number.ts',
      'src/laws/refusal.ts',
      'src/laws/stats',
      'src/laws/counting',
      'src/laws/regression',
      'src/laws/curves',
      'src/laws/power-law',
      'src/laws/joint',
      'src/laws/compute-optimal',
      'src/laws/batch-size',
      'src/laws/hold-out',
    ],
  },

  'src/tables': { may: [], types: ['src/laws/refusal.ts'] },

  'src/page-file.ts': { may: [] },
  'src/corpus': { may: ['src/page-file.ts'], packages: ['pure-rand'] },

  [CONTRACT]: { may: [] },
  'src/engine/random': { may: [] },
  'src/engine/gpu': { may: [], types: [CONTRACT] },
  'src/engine/ops': { may: ['src/engine/gpu', 'shaders'] },
  'src/engine/model': { may: ['src/engine/random'], types: [CONTRACT] },
  'src/engine/run': { may: ['src/engine/gpu'], types: ['src/engine/ops', 'src/engine/model', CONTRACT] },
  'src/engine/step': {
    may: ['src/engine/ops', 'src/engine/run'],
    types: ['src/engine/gpu'],
  },
  'src/engine/transformer': {
    may: ['src/engine/ops', 'src/engine/model', 'src/engine/run', 'src/engine/step', 'src/laws/counting'],
    types: ['src/engine/gpu', CONTRACT],
  },
  'src/engine/lstm': {
    may: ['src/engine/ops', 'src/engine/model', 'src/engine/run', 'src/engine/step', 'src/laws/counting'],
    types: ['src/engine/gpu', CONTRACT],
  },
  'src/engine/tuning': {
    may: ['src/engine/gpu', 'src/engine/ops', 'src/engine/model', 'src/engine/run'],
    types: [CONTRACT],
    packages: ['idb'],
  },
  'src/engine/training': { may: ['src/engine', 'src/corpus'] },

  'src/benchmark/result.ts': { may: [] },
  'src/benchmark/benchmark.ts': { may: [], types: ['src/benchmark/result.ts'] },
  'src/benchmark/standard': {
    may: ['src/corpus/sha256-bytes.ts', 'src/laws/counting'],
    types: [CONTRACT],
  },
  'src/benchmark/stats': {
    may: ['src/laws/stats', 'src/benchmark/standard'],
    types: ['src/benchmark/result.ts'],
  },
  'src/benchmark/result': {
    may: [
      'src/lab/files',
      'src/lab/runs/visible-name.ts',
      'src/laws/stats',
      'src/benchmark/standard',
      'src/benchmark/stats',
    ],
    types: ['src/benchmark/result.ts'],
    packages: ['valibot'],
  },
  'src/benchmark/machines': {
    may: ['src/benchmark/standard'],
    types: ['src/benchmark/result.ts', 'src/benchmark/stats'],
  },
  'src/benchmark/device': { may: ['src/engine', 'src/benchmark/standard'] },
  'src/benchmark/ceilings': {
    may: ['src/engine', 'src/benchmark/stats/median.ts', 'src/benchmark/device'],
    types: ['src/benchmark/result.ts'],
  },
  'src/benchmark/measure': {
    may: [
      'src/engine',
      'src/benchmark/standard',
      'src/benchmark/stats/median.ts',
      'src/benchmark/device',
      'src/benchmark/ceilings',
    ],
    types: ['src/benchmark/benchmark.ts', 'src/benchmark/result.ts'],
  },
  'src/benchmark/start-benchmark.ts': {
    may: [],
    types: ['src/benchmark/benchmark.ts'],
    starts: ['workers/benchmark.worker.ts'],
    packages: ['comlink'],
  },

  'src/lab/plan': { may: ['src/laws', 'src/corpus'], types: [CONTRACT] },
  'src/lab/runs': { may: ['src/lab/plan', 'src/laws'], types: [CONTRACT] },
  'src/lab/analysis': {
    may: ['src/lab/runs', 'src/laws'],
    starts: ['workers/analyst.worker.ts'],
    packages: ['comlink'],
  },
  'src/lab/comparison': { may: ['src/lab/plan', 'src/lab/runs', 'src/laws'] },
  'src/lab/imported': { may: ['src/tables', 'src/laws'], types: ['src/lab/analysis'] },
  'src/lab/estimate': { may: ['src/lab/runs', 'src/lab/plan', 'src/laws'], types: [CONTRACT] },
  'src/lab/experiments': {
    may: ['src/lab/plan', 'src/laws'],
    types: ['src/lab/runs', 'src/lab/analysis'],
  },
  'src/lab/conclusions': {
    may: ['src/lab/plan', 'src/lab/runs', 'src/lab/analysis', 'src/lab/experiments', 'src/laws'],
    types: ['src/corpus'],
  },
  'src/lab/storage': {
    may: ['src/lab/plan', 'src/lab/runs'],
    types: ['src/lab/experiments', 'src/lab/imported', CONTRACT, 'src/laws', 'src/corpus'],
    packages: ['idb'],
  },
  'src/lab/files': {
    may: [
      'src/lab/plan',
      'src/lab/runs',
      'src/lab/experiments',
      'src/lab/imported',
      'src/laws',
      'src/tables',
      'src/corpus/sha256.ts',
      'python',
    ],
    types: ['src/lab/storage', CONTRACT],
    starts: ['workers/reader.worker.ts'],
    packages: ['comlink', 'fflate', 'valibot'],
  },
  'src/lab/class': {
    may: ['src/lab/plan', 'src/lab/runs', 'src/lab/experiments', 'src/lab/files', 'src/laws/refusal.ts'],
    types: ['src/lab/storage'],
    packages: ['valibot'],
  },
  'src/lab/recorded': {
    may: ['src/page-file.ts'],
    types: ['src/lab/experiments', 'src/lab/runs', 'src/laws', 'src/corpus'],
  },
  'src/lab/state': {
    may: [
      'src/lab/plan',
      'src/lab/runs',
      'src/lab/analysis',
      'src/lab/comparison',
      'src/lab/estimate',
      'src/lab/experiments',
      'src/lab/imported',
      'src/lab/storage/weight-budget.ts',
      'src/laws',
    ],
    types: [
      'src/lab/class',
      'src/lab/conclusions',
      'src/lab/recorded',
      'src/lab/storage',
      'src/tables',
      CONTRACT,
      'src/corpus',
    ],
  },
  'src/lab/session': {
    may: ['src/lab', 'src/laws', 'src/corpus'],
    types: ['src/tables', CONTRACT],
    starts: ['workers/trainer.worker.ts'],
    packages: ['comlink'],
  },
  'src/lab/lab.ts': { may: ['src/lab'], types: [CONTRACT, 'src/laws'] },

  'src/charts': { may: [] },

  'src/page/kit': { may: ['src/charts', 'src/lab'], packages: ['lit', 'qr'] },
  'src/page/glossary': { may: ['src/page/kit'], packages: ['lit'] },
  'src/page/chart': { may: ['src/page/kit', 'src/charts', 'src/lab'], packages: ['lit'] },
  'src/page/law': {
    may: ['src/page/kit', 'src/page/glossary', 'src/charts', 'src/lab', 'src/laws'],
    packages: ['lit'],
  },
  'src/page/setup': {
    may: ['src/page/kit', 'src/charts', 'src/lab', 'src/laws'],
    types: [CONTRACT],
    packages: ['lit'],
  },
  'src/page/imported': {
    may: ['src/page/kit', 'src/page/law', 'src/charts', 'src/lab', 'src/laws'],
    packages: ['lit'],
  },
  'src/page/compare': {
    may: ['src/page/kit', 'src/page/chart', 'src/page/law', 'src/charts', 'src/lab', 'src/laws'],
    packages: ['lit'],
  },
  'src/page/history': {
    may: ['src/page/kit', 'src/page/compare', 'src/charts', 'src/lab'],
    packages: ['lit'],
  },
  'src/page/calculator': {
    may: ['src/page/kit', 'src/page/chart', 'src/charts', 'src/lab', 'src/laws'],
    packages: ['lit'],
  },
  'src/page/run': {
    may: [
      'src/page/kit',
      'src/page/chart',
      'src/page/glossary',
      'src/charts',
      'src/lab',
      'src/laws/refusal.ts',
    ],
    types: [CONTRACT],
    packages: ['lit'],
  },
  'src/page/own-text': { may: ['src/page/kit', 'src/lab', 'src/laws/refusal.ts'], packages: ['lit'] },
  'src/page/views': {
    may: [
      'src/page/kit',
      'src/page/chart',
      'src/page/law',
      'src/page/calculator',
      'src/charts',
      'src/lab',
      'src/laws',
    ],
    packages: ['lit'],
  },
  'src/page/class': {
    may: ['src/page/kit', 'src/page/run', 'src/charts', 'src/lab', 'src/laws/refusal.ts'],
    packages: ['lit', 'qr'],
  },
  'src/page/lesson': {
    may: ['src/page/kit', 'src/page/glossary', 'src/charts', 'src/lab', 'src/laws/refusal.ts'],
    packages: ['lit'],
  },
  'src/page/benchmark': {
    may: [
      'src/page/kit',
      'src/page/chart',
      'src/page/setup',
      'src/charts',
      'src/lab',
      'src/benchmark',
      'src/laws/refusal.ts',
    ],
    packages: ['lit'],
  },
  'src/page/bar': { may: ['src/page/kit', 'src/lab'], packages: ['lit'] },
  'src/page/stage': {
    may: [
      'src/page/kit',
      'src/page/chart',
      'src/page/law',
      'src/page/setup',
      'src/page/imported',
      'src/page/run',
      'src/page/class',
      'src/page/views',
      'src/charts',
      'src/lab',
    ],
    packages: ['lit'],
  },
  'src/page/story': {
    may: ['src/page/kit', 'src/page/law', 'src/page/run', 'src/charts', 'src/lab', 'src/laws'],
    packages: ['lit'],
  },
  'src/page/details': {
    may: ['src/page/kit', 'src/page/law', 'src/page/imported', 'src/page/run', 'src/page/views', 'src/lab'],
    packages: ['lit'],
  },
  'src/page/report': {
    may: ['src/page/kit', 'src/page/law', 'src/page/setup', 'src/charts', 'src/lab', 'src/laws/refusal.ts'],
    packages: ['lit'],
  },
  'src/page/offline': { may: ['src/page/kit', 'src/lab'], packages: ['lit'] },
  'src/page': { may: ['src/page', 'src/lab'], packages: ['lit'] },

  'src/single': { may: ['src/corpus', 'src/lab/plan', 'src/lab/experiments'], packages: ['comlink'] },

  'workers/trainer.worker.ts': { may: ['src/engine/training'], types: [CONTRACT], packages: ['comlink'] },
  'workers/analyst.worker.ts': { may: ['src/laws/analysis'], packages: ['comlink'] },
  'workers/reader.worker.ts': { may: ['src/lab/files', 'src/corpus'], packages: ['comlink'] },
  'workers/benchmark.worker.ts': { may: ['src/benchmark/measure'], packages: ['comlink'] },
  'workers/offline': { may: [], types: ['src/page/offline'], packages: ['workbox-precaching'] },

  cli: {
    may: [
      'src/laws',
      'src/corpus',
      'src/lab/files',
      'src/tables',
      'src/benchmark',
      'bench',
      'dawn',
      'scripts',
      'test/harness',
    ],
    types: ['src/engine'],
    packages: [
      '@gfx/zopfli',
      'fast-check',
      'valibot',
      'playwright',
      'vite',
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
      'node:util',
      'node:zlib',
    ],
  },
  'cli/lessons': { may: ['src/lab', 'scripts'], packages: ['node:fs', 'node:path'] },
  'cli/recordings': {
    may: ['src/lab', 'src/laws', 'src/benchmark', 'scripts', 'test/harness'],
    packages: ['valibot', 'playwright', 'node:fs', 'node:path', 'node:util'],
  },

  'cli/runner': {
    may: [
      'src/lab',
      'src/laws/refusal.ts',
      'src/engine/run',
      'src/engine/training',
      'src/benchmark',
      'cli/bench',
      'cli/fit',
      'cli/columns.ts',
      'scripts',
    ],
    types: [CONTRACT],
    packages: ['valibot', 'node:crypto', 'node:fs', 'node:os', 'node:path', 'node:url', 'node:util'],
  },

  bench: { may: ['src/engine', 'src/benchmark', 'src/lab/plan'] },
  'bench/peers': {
    may: ['src/benchmark', 'src/engine', 'src/laws'],
    packages: ['@jax-js/jax', '@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgpu'],
  },

  dawn: { may: [], packages: ['webgpu'] },
};
