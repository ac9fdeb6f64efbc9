import { presetOf, type ExperimentId } from '../../experiments/presets.ts';
import type { PortableRun } from './pytorch-files.ts';

/** How to go on with exported runs, for the folder that holds them. */
export function readmeOf(
  experiment: ExperimentId,
  runs: readonly Pick<PortableRun, 'folder' | 'run'>[],
  leftOut: readonly string[],
): string {
  const [first] = runs;
  const example = first?.folder ?? 'RUN';
  return `${[
    `# ${presetOf(experiment).title}, for PyTorch`,
    'Each folder holds a run: weights, the moments of AdamW, and the places of its windows in the text. Each program saves where it goes on, and `model.pt` has the weights by name. The programs need torch (1.13 or newer) and numpy alone, and use a GPU if there is one.',
    [
      '    python3 sweep.py .                          # trains every run that has not ended to its end',
      `    python3 continue.py ${example} 500          # or 500 more steps of one run, as its plan says`,
      `    python3 continue.py ${example} 500 0.002    # or 500 steps at a rate of 0.002, also beyond the end of its plan`,
    ].join('\n'),
    'The initial weights, the order of the data, the schedule, AdamW and the evaluation are those of the page, so the losses agree up to rounding. The page opens the `result.json` of a run; Loglog’s command `loglog merge` makes one file of all of them.',
    runs.map(({ folder, run: { plan, step } }) => `- ${folder}: step ${step} of ${plan.steps}`).join('\n'),
    leftOut.map((words) => `- Left out: ${words}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}
