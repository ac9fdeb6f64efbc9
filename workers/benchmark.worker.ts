import { expose } from 'comlink';
import { LocalBenchmark } from '../src/benchmark/measure/local-benchmark.ts';

expose(new LocalBenchmark());
