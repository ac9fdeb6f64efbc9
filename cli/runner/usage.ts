/** The text of `loglog help`. */
export const USAGE = `loglog COMMAND …: the experiments of the page on other machines.

  plan FILE [--of N] [--json]
      The runs of an experiment with N, D, C, the bytes of GPU memory that they need, and their shares out of N.
  fit FILE --law NAME …
      Fits a scaling law to a table of runs; loglog fit --help lists the laws.
  bench [--quick] [--json]
      Runs the benchmark on this machine's GPU.

FILE is an experiment as the page saves it, or a link of the page.`;
