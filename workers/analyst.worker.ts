import { expose } from 'comlink';
import { analyse } from '../src/laws/analysis/analyse.ts';

expose({ analyse });
