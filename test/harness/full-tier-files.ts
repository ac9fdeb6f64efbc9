// The test files that only the full tier runs. vitest.config.ts leaves them out of `npm test`, and
// test/scripts/tiers.test.ts checks that each exists. Single tests and sizes are chosen in their files, by `tier.ts`.

export const FULL_TIER_FILES = [
  // Every law and refusal of the command `fit`; simulations of laws that do not hold, of intervals and of profiles.
  'test/cli/fit/fit.test.ts',
  'test/laws/power-law/coverage.test.ts',
  'test/laws/power-law/form-average.test.ts',
  'test/cli/fit/fit-costs.test.ts',
  'test/cli/fit/tables.test.ts',
  'test/laws/curves/knee-worlds.test.ts',
  'test/laws/power-law/misfit.test.ts',
  'test/laws/power-law/seeds.test.ts',
  'test/laws/regression/profile-likelihood.test.ts',
  // Thousands of simulated sweeps, judged.
  'test/lab/conclusions/architecture.test.ts',
  'test/lab/conclusions/null-worlds.test.ts',
  // Every recorded sweep, read again.
  'test/lab/session/before-start/recorded-sweeps.test.ts',
  // The bytes of every corpus and source.
  'test/corpus/known-sources.test.ts',
  'test/corpus/text-layout.test.ts',
  // The choice of kernels; when kernels are tried beside a run, and how long a submit lasts.
  'test/engine/tuning/autotune.test.ts',
  'test/engine/training/kernel-trials.test.ts',
  'test/engine/training/submitter.test.ts',
  'test/engine/tuning/few-slices.test.ts',
  // Training through the worker, and every bit after a checkpoint.
  'test/engine/training/checkpoint.test.ts',
  'test/engine/training/local-trainer.test.ts',
  // Pages without an adapter, other widths of the window, the pause button, the built page and the worker that fits.
  'test/page/adapter.test.ts',
  'test/page/analyst.test.ts',
  'test/page/beyond-first-screen.test.ts',
  'test/page/build.test.ts',
  'test/page/composition.test.ts',
  'test/page/narrow.test.ts',
  // The benchmark on its page, and kernels that compute wrong losses.
  'test/benchmark/gpu/measure.test.ts',
  'test/benchmark/gpu/wrong-kernels.test.ts',
  'test/page/benchmark/benchmark-page.test.ts',
  'test/page/benchmark/hidden-benchmark.test.ts',
  // The built page without a network, and its newer versions.
  'test/page/offline.test.ts',
  // Lessons and the panel of a class, with codes, a camera and a folder, and a class of six from its lesson to its law.
  'test/page/class/class-camera.test.ts',
  'test/page/class/class-panel.test.ts',
  'test/page/class/pool.test.ts',
  'test/page/class/rehearsal.test.ts',
  'test/page/lesson/lesson.test.ts',
  // A sweep on a text of the person's own, through reloads.
  'test/page/own-text.test.ts',
  'test/page/pause.test.ts',
  // Adapters, addresses, tabs, focus and models on disk, in real browsers.
  'test/page/truths.test.ts',
  'test/page/special-states.test.ts',
  // Charts, words and settings of every experiment, and the runs of others, on pages.
  'test/page/experiment-charts.test.ts',
  'test/page/experiments.test.ts',
  'test/page/imported-runs.test.ts',
  'test/page/live-charts.test.ts',
  'test/page/settings.test.ts',
  // A sweep of five widths to its line and the ring of the last one.
  'test/page/live-line.test.ts',
  'test/page/law/headline-words.test.ts',
  'test/page/law/law-words.test.ts',
  // The page as one file, built twice, and opened from a disk.
  'test/page/single-file.test.ts',
  'test/scripts/single-file.test.ts',
];
