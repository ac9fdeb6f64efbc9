"""Goes on with one exported run in PyTorch: python continue.py RUN [STEPS [RATE]]

RUN is the folder of a run that `loglog export --to pytorch` wrote, or the page. Trains STEPS more steps, by default to the end of
its plan. At the end it writes `result.json` and `curve.f32`, before it `checkpoint`, from which `loglog sweep` goes on. With RATE it
trains at this learning rate instead of the schedule's, also beyond the end, and writes `continued.pt`.
"""

import sys

from loglog_torch import Run


def main(folder, steps=None, rate=None):
    run = Run(folder)
    begun, last = run.step, run.plan["steps"]
    if rate is not None:
        run.train_at(rate, steps)
        run.save_tensors()
    elif begun == last:
        raise SystemExit(f"{folder} is at the last of its {last} steps: give STEPS and a RATE to train on")
    else:
        run.train(None if steps is None else begun + steps)
        run.save_result() if run.step == last else run.save_checkpoint()
    for step, losses in enumerate(run.curve[begun:], begun + 1):
        print(f"step {step}: {numbers(losses)}")
    if run.step in run.evaluations:
        print(f"validation: {numbers(run.evaluations[run.step]['losses'])}")


def numbers(losses):
    return " ".join(f"{loss:.6f}" for loss in losses)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4):
        raise SystemExit(__doc__)
    folder, *steps = sys.argv[1:]
    main(folder, *(read(text) for read, text in zip((int, float), steps)))
