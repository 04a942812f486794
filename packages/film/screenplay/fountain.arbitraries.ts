import fc from 'fast-check';

/** Texts for property tests: made of pieces of Fountain in every order, with every line end. */

const pieces = [
  'INT. KITCHEN - NIGHT',
  'int. attic - day',
  'EXT. RIVERBANK – SUNRISE #12A#',
  '.CELLAR (LATER) #3-DDXWV#',
  'ANNA',
  'ANNA ',
  'JOSÉ (V.O.) ^',
  '@Eve (on the phone)',
  '\tÅSA (O.S)',
  '(quietly)',
  '(broken',
  'over lines)',
  'You came back.',
  'She *waits* by the **_door_**.',
  'A file_name_here and f***.',
  '~ la la la',
  '> CUT TO:',
  'CUT TO BLACK.',
  'SMASH CUT TO:',
  '>THE END<',
  '!BANG',
  '# ACT ONE',
  '#### Panel 1',
  '= She leaves.',
  '===',
  'SCENE TWO',
  '[[a note]]',
  'He sits. [[is he',
  'sure?]] He stands.',
  '/*',
  '*/',
  '/* cut */',
  'He ran /* no */ away',
  '00:15',
  '[a]https://example.org/sound.mp3',
  'Title: Two Rooms',
  'Author:',
  '    A. Writer',
  '  ',
  ' ',
  '\t',
  '',
  '',
  '',
  '\uFEFF',
  '***',
  '_',
  '#',
  '@',
  '!',
  '.',
  '>',
];

const lineEnds = ['\n', '\n', '\n', '\r\n', '\r', ''];

/** Any mixture of fragments and line ends, also broken ones. */
export const fountainText = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...lineEnds)), { maxLength: 40 })
  .map((lines) => lines.map(([piece, end]) => piece + end).join(''));

/** As fountainText, but as a writer would have it: one line end, fragments apart or not. */
export const writtenScript = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('\n', '\n\n')), { maxLength: 40 })
  .map((lines) => lines.map(([piece, end]) => piece + end).join(''));
