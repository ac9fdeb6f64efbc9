import { expect, test } from 'vitest';
import { GapWatch, type Moment } from '../../../src/engine/training/gap-watch.ts';
import { Speed } from '../../../src/engine/training/speed.ts';

/** Advances both clocks of a watch, and makes it read them. */
function watched(): (now: number, wall?: number) => Moment {
  const clock = { now: 50, wall: 1e12 };
  const watch = new GapWatch({ now: () => clock.now, wall: () => clock.wall });
  return (now, wall = now) => {
    clock.now += now;
    clock.wall += wall;
    return watch.look();
  };
}

test('a thread that runs regularly has no gap, even after a long time', () => {
  const pass = watched();
  for (let i = 0; i < 1_000; i++) pass(i % 7 === 0 ? 900 : 250);
  expect(pass(250)).toMatchObject({ gaps: 0, lost: 0 });
});

test('a thread that was stopped has a gap of that duration', () => {
  const pass = watched();
  pass(250);
  pass(60_000);
  pass(250);
  expect(pass(4_000)).toEqual({ time: 50 + 64_500, gaps: 2, lost: 64_000 });
});

test("a sleep that stops the thread's clock is a gap that loses no time of that clock", () => {
  const pass = watched();
  pass(250);
  expect(pass(300, 3_600_000)).toMatchObject({ gaps: 1, lost: 0 });
});

test('setting a clock back makes no gap', () => {
  const pass = watched();
  expect(pass(250, -3_600_000).gaps).toBe(0);
});

test('after a gap the speed is unknown at first, and then counts only later steps', () => {
  const speed = new Speed(0, 0);
  speed.mark(10, 1_000);
  expect(speed.stepsPerSecond).toBe(10);
  speed.restart(11, 1_100);
  expect(speed.stepsPerSecond).toBe(0);
  speed.mark(31, 2_100);
  expect(speed.stepsPerSecond).toBe(20);
});
