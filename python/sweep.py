"""Trains exported runs in PyTorch to their ends: python sweep.py FOLDER

FOLDER is what `loglog export --to pytorch` wrote, or the archive that the page saved, unpacked. Each run gets its `result.json` and `curve.f32`; `loglog merge FOLDER` joins
them into a file that the page opens. Runs that have a result are skipped.
"""

import os
import sys

from loglog_torch import Run, runs_in


def main(folder):
    folders = runs_in(folder)
    if not folders:
        raise SystemExit(f"there is no exported run in {folder}")
    for path in folders:
        if os.path.exists(os.path.join(path, "result.json")):
            print(f"{path}: has a result")
            continue
        run = Run(path)
        run.train()
        run.save_result()
        print(f"{path}: {run.step} steps, losses {run.evaluations[run.step]['losses']}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
