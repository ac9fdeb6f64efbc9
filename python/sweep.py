"""Trains exported runs in PyTorch to their ends: python sweep.py FOLDER [--index I --of N]

FOLDER is what `loglog export --to pytorch` wrote, or the archive that the page saved, unpacked. With the options it trains share I
(from 0) of N: every Nth run. Each run saves its state every minute; at its end it has `result.json`, `curve.f32` and `model.pt`, and
`loglog merge FOLDER` joins the results into a file that the page opens. Runs that have a result are skipped. SIGTERM saves the state
and ends with 75: the same command goes on from there.
"""

import time

from loglog_torch import AGAIN, DISK, DONE, TELL_EVERY, USAGE, Diverged, Ended, Run, has_result, program, runs_in


def main(args, stop):
    folder, index, of = options(args)
    code = DONE
    for path in runs_in(folder)[index::of]:
        if stop.asked:
            break
        if has_result(path):
            print(f"{path}: has a result", flush=True)
            continue
        try:
            train(path, stop)
        except Ended as end:
            print(end, flush=True)
            code = max(code, end.code)
            if end.code == DISK:
                break
    return AGAIN if stop.asked else code


def train(path, stop):
    run = Run(path)
    print(f"{path}: begins at step {run.step} of {run.plan['steps']}", flush=True)
    told = [time.monotonic()]

    def tell(run):
        if time.monotonic() - told[0] > TELL_EVERY:
            told[0] = time.monotonic()
            print(f"{path}: step {run.step} of {run.plan['steps']}, training losses {run.curve[-1]}", flush=True)

    try:
        run.train(stop=stop, tell=tell)
    except Diverged as error:
        print(f"{path}: {error}", flush=True)
        run.save_result("failed", str(error))
        return
    run.save()
    told = run.evaluations.get(run.step)
    validation = "" if told is None else f", validation losses {told['losses']}"
    print(f"{path}: {run.step} of {run.plan['steps']} steps{validation}", flush=True)


def options(args):
    """The folder, and the share: all runs without the options."""
    given = {"--index": "0", "--of": "1"}
    folders, names = [], iter(args)
    for name in names:
        if name in given:
            given[name] = next(names, "")
        else:
            folders.append(name)
    if len(folders) != 1 or folders[0].startswith("-"):
        raise Ended(USAGE, __doc__)
    if not all(text.isdecimal() for text in given.values()) or int(given["--index"]) >= int(given["--of"]):
        raise Ended(USAGE, f"--index must be from 0 to one less than --of: {given['--index']} of {given['--of']}")
    return folders[0], int(given["--index"]), int(given["--of"])


if __name__ == "__main__":
    program(main)
