import { setNames, timesOfDay, weathers } from '@ai-film-studio/film';
import { describe, expect, it } from 'vitest';
import { listening } from './listening.ts';

describe('what is heard somewhere', () => {
  it('is something, at every place and hour and in every weather', () => {
    for (const set of setNames) {
      for (const timeOfDay of timesOfDay) {
        for (const weather of weathers) {
          for (const interior of [true, false]) {
            expect(Object.keys(listening({ set, interior, timeOfDay, weather })).length).toBeGreaterThan(0);
          }
        }
      }
    }
  });

  it('birds sing in the morning, crickets at night', () => {
    const forest = { set: 'forest', interior: false, weather: 'clear' } as const;
    expect(listening({ ...forest, timeOfDay: 'morning' })).toHaveProperty('birds');
    expect(listening({ ...forest, timeOfDay: 'morning' })).not.toHaveProperty('crickets');
    expect(listening({ ...forest, timeOfDay: 'night' })).toHaveProperty('crickets');
    expect(listening({ ...forest, timeOfDay: 'night' })).not.toHaveProperty('birds');
  });

  it('rain is heard on the window from within, on the ground out there', () => {
    const kitchen = { set: 'kitchen', timeOfDay: 'noon', weather: 'rain' } as const;
    expect(listening({ ...kitchen, interior: true })).toHaveProperty('rainOnWindow');
    expect(listening({ ...kitchen, interior: true })).not.toHaveProperty('rain');
    expect(listening({ ...kitchen, set: 'street', interior: false })).toHaveProperty('rain');
  });

  it('no bird sings in a storm', () => {
    expect(listening({ set: 'park', interior: false, timeOfDay: 'dawn', weather: 'storm' })).not.toHaveProperty(
      'birds',
    );
  });

  it('a place without a sound of its own is a room within and a street outside', () => {
    expect(listening({ set: 'moon', interior: true, timeOfDay: 'noon', weather: 'clear' })).toHaveProperty('roomTone');
    expect(listening({ set: 'moon', interior: false, timeOfDay: 'noon', weather: 'clear' })).toHaveProperty('traffic');
  });
});
