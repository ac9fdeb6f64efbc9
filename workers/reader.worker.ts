import { expose } from 'comlink';
import { readFiles } from '../src/lab/import/read-files.ts';

expose({ readFiles });
