import { expose } from 'comlink';
import { readFiles } from '../src/lab/files/read-files.ts';

expose({ readFiles });
