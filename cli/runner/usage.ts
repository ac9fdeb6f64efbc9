/** The text of `loglog help`. */
export const USAGE = `loglog COMMAND …: the experiments of the page on other machines.

  plan FILE [--of N] [--json]
      The runs of an experiment with N, D, C, the bytes of GPU memory that they need, and their shares out of N.
  sweep FILE [--index I --of N] [--out DIR] [--adapter I] [--save-every SECONDS]
      Trains the runs, or share I (from 0) of N, into DIR (runs). Without the flags the variables of a Slurm array or an
      indexed Kubernetes job choose the share; with --of alone their index is a share of N. Runs that ended are skipped; runs that had begun resume. One line of JSON
      an event. SIGTERM saves the state and ends. Codes: 0 done, 64 never possible, 69 no adapter, 70 the adapter or the
      engine failed, 74 no room to write, 75 try again.
  merge DIR… [--out FILE] [--no-curves]
      Joins results into one file that the page opens (results.json), and says what is missing, diverged, double or damaged.
      Codes: 0 all planned runs are there, or the plan is not known; 75 some are not there yet.
  export FILE|RUN --to pytorch [--out DIR]
      Writes runs with the programs that train them in PyTorch (torch-runs): all runs of an experiment from their first step, or
      the run in a folder from its checkpoint. sweep and merge read the same folder.
  fit FILE --law NAME …
      Fits a scaling law to a table of runs, or to the results that merge wrote; loglog fit --help lists the laws.
  bench [--quick] [--json]
      Runs the benchmark on this machine's GPU.

FILE is an experiment as the page saves it, or a link of the page.`;
