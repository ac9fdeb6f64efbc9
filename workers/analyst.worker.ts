import { expose } from 'comlink';
import { analyse } from '../src/laws/analyse.ts';

expose({ analyse });
