// npm run fit -- FILE --law NAME: fits a scaling law to a table of runs, one in each row, as the page does.
// `npm run fit -- --help` lists the laws and options, from the tables in laws.ts and law-options.ts.
import { runScript } from '../../scripts/run-script.mjs';
import { fit } from './run-fit.ts';

await runScript(() => fit(process.argv.slice(2), 'npm run fit --'));
