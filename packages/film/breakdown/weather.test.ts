import { expect, test } from 'vitest';
import { bibleOfScript } from './test-script.ts';

test.each([
  ['Rain runs down the window.', 'rain'],
  ['Moonlight. The rain has stopped.', 'clear'],
  ['After the rain, everything glitters.', 'clear'],
  ['No wind. Nothing moves.', 'clear'],
  ['The storm is over. Mist on the water.', 'fog'],
  ['It is not raining.', 'clear'],
  ['Thunderous applause.', 'clear'],
  ['Snow falls on the moonlit roofs.', 'snow'],
])('%s: the weather is %s', (action, weather) => {
  expect(bibleOfScript(`EXT. HARBOUR - NIGHT\n\n${action}\n`).scenes[0]?.weather).toBe(weather);
});

test('weather that has ended is not carried into the scene that goes on', () => {
  const bible = bibleOfScript(
    'EXT. HARBOUR - NIGHT\n\nRain falls.\n\nEXT. HARBOUR - CONTINUOUS\n\nThe rain has stopped.\n\nEXT. HARBOUR - LATER\n\nA boat.\n',
  );
  expect(bible.scenes.map(({ weather }) => weather)).toEqual(['rain', 'clear', 'clear']);
});
