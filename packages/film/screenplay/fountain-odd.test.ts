import { expect, test } from 'vitest';
import { parseFountain } from './fountain.ts';

/** What writers write where the book says otherwise. Each element as `kind: text`. */
const cases: readonly { name: string; script: string; read: readonly string[] }[] = [
  {
    name: 'a heading right after a storyboard link and right before text is a heading',
    script: '[a]https://example.org/rain.mp3\nINT. SHED - DAY\nShe hums.',
    read: ['action: [a]https://example.org/rain.mp3', 'scene-heading: INT. SHED - DAY', 'action: She hums.'],
  },
  {
    name: 'a cue right after a storyboard link is a cue',
    script: '00:08\n[i]https://example.org/1.png\nNIB\nHush!',
    read: ['action: 00:08\n[i]https://example.org/1.png', 'character: NIB', 'dialogue: Hush!'],
  },
  {
    name: 'a storyboard link is neither spoken nor a cue',
    script: 'NIB\n[a]https://example.org/hush.mp3\nHush!\n[i]https://example.org/2.png\nThe lamp goes out.',
    read: [
      'character: NIB',
      'action: [a]https://example.org/hush.mp3',
      'dialogue: Hush!',
      'action: [i]https://example.org/2.png',
      'action: The lamp goes out.',
    ],
  },
  {
    name: 'a cue right under a heading is a cue',
    script: 'EXT. PIER - DUSK\nNIB\nLook.',
    read: ['scene-heading: EXT. PIER - DUSK', 'character: NIB', 'dialogue: Look.'],
  },
  {
    name: 'a speaker known from elsewhere needs no blank line after a full stop',
    script: 'NIB\nGo.\nORLA\nNo.\n\nORLA\nNever.',
    read: [
      'character: NIB',
      'dialogue: Go.',
      'character: ORLA',
      'dialogue: No.',
      'character: ORLA',
      'dialogue: Never.',
    ],
  },
  {
    name: 'a shouted word within a speech stays in it',
    script: 'NIB\nI said\nNEVER\nand I meant it.',
    read: ['character: NIB', 'dialogue: I said\nNEVER\nand I meant it.'],
  },
  {
    name: 'SCENE ONE is a title, not someone who speaks',
    script: 'SCENE ONE\n\nNIB\nHello.\n\nSCENE TWO\nTwo chairs.',
    read: ['section: SCENE ONE', 'character: NIB', 'dialogue: Hello.', 'section: SCENE TWO', 'action: Two chairs.'],
  },
  {
    name: 'shouts and captions in capitals do not swallow the action below them',
    script: 'BANG! BANG!\nThe door falls.\n\nTHE END.\n\nCLOSE ON THE KEY\nIt turns.\n\nSUPER: PARIS\n1944.',
    read: [
      'action: BANG! BANG!\nThe door falls.',
      'action: THE END.',
      'action: CLOSE ON THE KEY\nIt turns.',
      'action: SUPER: PARIS\n1944.',
    ],
  },
  {
    name: 'names with a dot, a prefix, a number or spaces around them are names',
    script: 'MARTIN JR.\nYes.\n\nMcCOY\nYes.\n\n2nd GUARD\nYes.\n\n  D’ARCY  \nYes.\n\nR2\nYes.',
    read: ['MARTIN JR.', 'McCOY', '2nd GUARD', 'D’ARCY', 'R2'].flatMap((name) => [
      `character: ${name}`,
      'dialogue: Yes.',
    ]),
  },
  {
    name: 'a number or a bracket alone is nobody',
    script: '23\nskidoo\n\n(V.O.)\nWho spoke?',
    read: ['action: 23\nskidoo', 'action: (V.O.)\nWho spoke?'],
  },
  {
    name: 'a line of two spaces keeps a speech together, an empty line ends it',
    script: 'NIB\nOne.\n  \nTwo.\n\nThree.',
    read: ['character: NIB', 'dialogue: One.\n\nTwo.', 'action: Three.'],
  },
  {
    name: 'a parenthetical may run over lines',
    script: 'NIB\n(half asleep,\nto the wall)\nGood night.',
    read: ['character: NIB', 'parenthetical: half asleep, to the wall', 'dialogue: Good night.'],
  },
  {
    name: 'a boneyard right under a speech is cut out, and the speech can go on after it',
    script: 'NIB\nOne.\n/* NIB\nNot this. */\nTwo.\n/*x*/\n\nShe nods.',
    read: [
      'character: NIB',
      'dialogue: One.',
      'boneyard: NIB\nNot this.',
      'dialogue: Two.',
      'boneyard: x',
      'action: She nods.',
    ],
  },
  {
    name: 'notes and boneyards within a line leave the words around them',
    script: 'She sits [[on\nwhat?]] down. /* and\nup */ Again.',
    read: ['action: She sits down. Again.'],
  },
  {
    name: 'a boneyard that is never closed does not hide the rest',
    script: 'One.\n\n/*\n\nTwo.\n\n*still* /* three',
    read: ['action: One.', 'boneyard: ', 'action: Two.', 'action: *still* /* three'],
  },
  {
    name: 'a note ends with its paragraph unless two spaces hold it',
    script: '[[one\n\ntwo]]\n\n[[one\n  \ntwo]]',
    read: ['action: [[one', 'action: two]]', 'note: one\n  \ntwo'],
  },
  {
    name: 'FADE IN at the top is no title page',
    script: 'FADE IN:\n\nA field.',
    read: ['transition: FADE IN:', 'action: A field.'],
  },
  {
    name: 'an indented title page with values below their keys is one',
    script: '   Title: Fog\n   Author:\n      One: a name\n      Two\n   \nA field.',
    read: ['title-entry: Title=Fog', 'title-entry: Author=One: a name|Two', 'action: A field.'],
  },
  {
    name: 'a forced action is no transition, a calibre no heading, a hashtag in a speech no section',
    script: '!AND WE CUT TO:\n\nHe loads\n.45 rounds.\n\nNIB\n#tired',
    read: ['action: AND WE CUT TO:', 'action: He loads\n.45 rounds.', 'character: NIB', 'dialogue: #tired'],
  },
  {
    name: 'bold headings, cues and transitions are what they are',
    script: '**INT. SHED - DAY**\n\n_NIB_\nYes.\n\n**CUT TO:**\n',
    read: ['scene-heading: **INT. SHED - DAY**', 'character: NIB', 'dialogue: Yes.', 'transition: **CUT TO:**'],
  },
  {
    name: 'text pushed right is a transition, text between arrows is centred',
    script: '>LATER\n\n> LATER <\n>STILL LATER<',
    read: ['transition: LATER', 'action: LATER', 'action: STILL LATER'],
  },
  {
    name: 'Chinese action is not a cue for want of small letters',
    script: '他坐下。\n他等着。',
    read: ['action: 他坐下。\n他等着。'],
  },
  { name: 'blank lines alone are blank', script: ' \n\t\n', read: ['blank: '] },
];

test.each(cases)('$name', ({ script, read }) => {
  const elements = parseFountain(script).elements.map((element) => {
    if (element.kind === 'title-entry') return `${element.kind}: ${element.key}=${element.values.join('|')}`;
    if (element.kind === 'character') return `${element.kind}: ${element.name}`;
    return `${element.kind}: ${'text' in element ? element.text : ''}`;
  });
  expect(elements).toEqual(read);
});
