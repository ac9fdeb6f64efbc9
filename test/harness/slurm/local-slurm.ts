// A Slurm of one node on this machine, whose daemons a test starts and ends. Needs root. Nothing of it outlasts the test.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const CONTROLLER_PORT = 16_817;
const NODE_PORT = 16_818;

/** More tasks than cores, so that an array runs at once. */
const CPUS = 4;

/** Seconds that a task waits before it is started again. */
const REQUEUE_SECONDS = 5;

const SBIN = '/usr/sbin';

export class LocalSlurm {
  /** For the files of a test. */
  readonly folder = mkdtempSync(join(tmpdir(), 'slurm-'));
  readonly #daemons: ChildProcess[] = [];

  async start(): Promise<void> {
    // Its socket is of use only to those who may reach it.
    chmodSync(this.folder, 0o755);
    for (const name of ['state', 'spool']) mkdirSync(this.#in(name));
    writeFileSync(this.#in('slurm.conf'), this.#configuration());
    this.#run(join(SBIN, 'mungekey'), ['--create', `--keyfile=${this.#in('key')}`]);
    this.#daemon('munged', '--force', '--foreground', ...this.#mungeFiles());
    this.#daemon('slurmctld', '-D', '-f', this.#in('slurm.conf'));
    await wait(1_000);
    this.#daemon('slurmd', '-D', '-f', this.#in('slurm.conf'), '-N', node());
    for (let tries = 60; !this.#isIdle(); tries--) {
      if (tries === 0) throw new Error('the node of Slurm does not answer');
      await wait(500);
    }
  }

  /** Submits a script. @returns the number of its job */
  submit(environment: NodeJS.ProcessEnv, ...args: string[]): string {
    return this.#run('sbatch', ['--parsable', ...args], environment).trim();
  }

  /** Asks the script of a task to end, as Slurm does before a task's time is over. */
  ask(task: string): void {
    this.#run('scancel', ['--signal=TERM', '--batch', task]);
  }

  /** Kills a task and starts it again. */
  requeue(task: string): void {
    this.#run('scontrol', ['requeue', task]);
  }

  async finished(): Promise<void> {
    while (this.#run('squeue', ['--noheader']).trim() !== '') await wait(500);
  }

  async end(): Promise<void> {
    for (const daemon of this.#daemons.toReversed()) {
      const closed = new Promise((resolve) => daemon.once('close', resolve));
      if (daemon.exitCode === null && daemon.kill('SIGTERM')) await Promise.race([closed, wait(10_000)]);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  #isIdle(): boolean {
    const options = { encoding: 'utf8', env: this.#environment() } as const;
    return spawnSync('sinfo', ['--noheader', '--format=%T'], options).stdout.trim() === 'idle';
  }

  #daemon(name: string, ...args: string[]): void {
    const daemon = spawn(join(SBIN, name), args, { env: this.#environment(), stdio: 'ignore' });
    this.#daemons.push(daemon);
  }

  #run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
    const env = { ...this.#environment(), ...environment };
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
    return stdout;
  }

  #environment(): NodeJS.ProcessEnv {
    return { ...process.env, SLURM_CONF: this.#in('slurm.conf') };
  }

  #mungeFiles(): string[] {
    const files = {
      socket: 'munge.socket',
      'key-file': 'key',
      'pid-file': 'munged.pid',
      'seed-file': 'seed',
    };
    const options = Object.entries({ ...files, 'log-file': 'munged.log' });
    return options.map(([option, name]) => `--${option}=${this.#in(name)}`);
  }

  #configuration(): string {
    return [
      'ClusterName=loglog',
      `SlurmctldHost=${node()}(127.0.0.1)`,
      'SlurmUser=root',
      'SlurmdUser=root',
      'AuthType=auth/munge',
      `AuthInfo=socket=${this.#in('munge.socket')},cred_expire=${REQUEUE_SECONDS}`,
      'ProctrackType=proctrack/linuxproc',
      'TaskPlugin=task/none',
      'SelectType=select/cons_tres',
      'SelectTypeParameters=CR_CPU',
      'JobAcctGatherType=jobacct_gather/none',
      'MpiDefault=none',
      `StateSaveLocation=${this.#in('state')}`,
      `SlurmdSpoolDir=${this.#in('spool')}`,
      `SlurmctldPidFile=${this.#in('slurmctld.pid')}`,
      `SlurmdPidFile=${this.#in('slurmd.pid')}`,
      `SlurmctldLogFile=${this.#in('slurmctld.log')}`,
      `SlurmdLogFile=${this.#in('slurmd.log')}`,
      `SlurmctldPort=${CONTROLLER_PORT}`,
      `SlurmdPort=${NODE_PORT}`,
      'ReturnToService=2',
      'SlurmdParameters=config_overrides',
      `NodeName=${node()} NodeAddr=127.0.0.1 CPUs=${CPUS} State=UNKNOWN`,
      'PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP',
      '',
    ].join('\n');
  }

  #in(name: string): string {
    return join(this.folder, name);
  }
}

function node(): string {
  return hostname().split('.')[0] ?? 'localhost';
}
