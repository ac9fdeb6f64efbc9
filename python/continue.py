"""Goes on with one exported run in PyTorch: python continue.py RUN [STEPS [RATE]]

RUN is the folder of a run that the page or `loglog export --to pytorch` wrote. Trains STEPS more steps, by default to the end of its
plan, and saves the state in the same folder: the next call goes on from there, and so do `loglog sweep` and, at the end, `loglog
merge`. With RATE it trains at this learning rate instead of the schedule's, also beyond the end, in RUN/continued, and leaves RUN as
it is. `model.pt` has the weights by name. SIGTERM saves the state and ends with 75.
"""

from loglog_torch import AGAIN, DONE, FAULT, USAGE, Diverged, Ended, Run, number, program


def main(args, stop):
    if not 1 <= len(args) <= 3 or args[0].startswith("-"):
        raise Ended(USAGE, __doc__)
    steps = number(args[1], int, "STEPS", "a whole number above 0") if len(args) > 1 else None
    rate = number(args[2], float, "RATE", "a number above 0") if len(args) > 2 else None
    run = Run(args[0])
    try:
        return on_plan(run, steps, stop) if rate is None else at_rate(run.beside(), steps, rate, stop)
    except Diverged as error:
        raise Ended(FAULT, f"{run.folder}: {error}") from error


def on_plan(run, steps, stop):
    last = run.plan["steps"]
    if run.step == last and last in run.evaluations:
        raise Ended(USAGE, f"{run.folder} is at the last of its {last} steps: give STEPS and a RATE to train on")
    if steps is not None and run.step + steps > last:
        left = f"{last - run.step} of its {last} steps are left"
        raise Ended(USAGE, f"STEPS must be at most {last - run.step} without a RATE, because {left}: {steps}")
    until = None if steps is None else run.step + steps
    run.train(until, stop, tell)
    run.save()
    return said(run, stop)


def at_rate(run, steps, rate, stop):
    run.train_at(rate, steps, stop, tell)
    return said(run, stop)


def tell(run):
    print(f"step {run.step}: {numbers(run.curve[-1])}", flush=True)


def said(run, stop):
    if run.step in run.evaluations:
        print(f"validation: {numbers(run.evaluations[run.step]['losses'])}")
    return AGAIN if stop.asked else DONE


def numbers(losses):
    return " ".join(f"{loss:.6f}" for loss in losses)


if __name__ == "__main__":
    program(main)
