"""Goes on with one exported run in PyTorch: python continue.py RUN [STEPS]

RUN is the folder of a run that `loglog export --to pytorch` wrote. Trains STEPS more steps, by default to the end. At the end it
writes `result.json` and `curve.f32`, before it `checkpoint`, from which `loglog sweep` goes on.
"""

import sys

from loglog_torch import Run


def main(folder, steps=None):
    run = Run(folder)
    begun = run.step
    run.train(None if steps is None else run.step + steps)
    for step, losses in enumerate(run.curve[begun:], begun + 1):
        print(f"step {step}: {' '.join(f'{loss:.6f}' for loss in losses)}")
    if run.step == run.plan["steps"]:
        run.save_result()
    else:
        run.save_checkpoint()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(sys.argv[1], *(int(steps) for steps in sys.argv[2:]))
