import goOn from '../../../../python/continue.py?raw';
import library from '../../../../python/loglog_torch.py?raw';
import sweep from '../../../../python/sweep.py?raw';

/** The programs that read exported runs, by the names of their files. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'continue.py': goOn,
  'loglog_torch.py': library,
  'sweep.py': sweep,
};
