import { html, render } from 'lit';
import { Lab } from '../lab/lab.ts';
import { startAnalyst } from '../lab/start-analyst.ts';
import { startTrainer } from '../lab/start-trainer.ts';
import './loglog-app.ts';

const trainer = startTrainer((message) => lab.fail(`The process that trains has ended: ${message}.`));
const lab = new Lab(trainer, startAnalyst(), document.baseURI);

const place = document.querySelector<HTMLElement>('#app');
if (place === null) throw new Error('the page has no place for the app');
render(html`<loglog-app .lab=${lab}></loglog-app>`, place);
void lab.open();
