import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, styledRuns } from './emphasis.ts';
import { readFdx } from './fdx-reader.ts';
import { writeFdx } from './fdx-writer.ts';
import { writtenScript } from './fountain.arbitraries.ts';
import { parseFountain, printFountain } from './fountain.ts';
import { notesOf } from './notes.ts';
import type { Screenplay } from './screenplay.ts';

test('a script through Final Draft and back says the same', () => {
  fc.assert(
    fc.property(writtenScript, (text) => {
      const screenplay = parseFountain(text);
      expect(said(readFdx(writeFdx(screenplay)))).toEqual(said(screenplay));
    }),
    { seed: 5, numRuns: 1_500 },
  );
});

test('what came from Final Draft goes there and back without a change', () => {
  fc.assert(
    fc.property(writtenScript, (text) => {
      const once = readFdx(writeFdx(parseFountain(text)));
      expect(printFountain(readFdx(writeFdx(once)))).toBe(printFountain(once));
    }),
    { seed: 6, numRuns: 500 },
  );
});

test('scene numbers, dual dialogue, emphasis, notes and the title page survive', () => {
  const script = `Title: _**Rain & Snow**_
Draft date: 1 < 2

INT. HALL - DAY #3-DDXWV#

Rain [[how much?]] on the **window**.

ANNA
(low)
*Stay* "here".

BO (O.S.) ^
No.

> CLOSER <

===

.SHED
`;
  const back = readFdx(writeFdx(parseFountain(script)));
  expect(said(back)).toEqual(said(parseFountain(script)));
  expect(writeFdx(parseFountain(script))).toContain('<Text Style="Bold">window</Text>');
  expect(writeFdx(parseFountain(script))).toContain('<Paragraph Type="Scene Heading" Number="3-DDXWV">');
});

test('a document of Final Draft is read: title page, styles, entities, dual dialogue, foreign paragraphs', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Number="1" Type="Scene Heading">
      <SceneProperties Length="1/8" Page="1" Title=""/>
      <Text>INT. HALL - DAY</Text>
    </Paragraph>
    <Paragraph Type="Action"><Text>Rain &amp; </Text><Text Style="Bold+Italic">thunder</Text><Text>. &#x2014;</Text></Paragraph>
    <Paragraph Type="Shot"><Text>ANGLE ON THE DOOR</Text></Paragraph>
    <Paragraph>
      <DualDialogue>
        <Paragraph Type="Character"><Text>ANNA</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Yes!</Text></Paragraph>
        <Paragraph Type="Character"><Text>BO (V.O.)</Text></Paragraph>
        <Paragraph Type="Parenthetical"><Text>(low)</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>No!</Text></Paragraph>
      </DualDialogue>
    </Paragraph>
    <Paragraph Type="Action"><Text>Wind.</Text></Paragraph>
    <Paragraph Type="Dialogue"><Text>Nobody says this.</Text></Paragraph>
    <Paragraph StartsNewPage="Yes" Type="Transition"><Text>LATER</Text></Paragraph>
  </Content>
  <TitlePage><Content>
    <Paragraph Alignment="Center"><Text></Text></Paragraph>
    <Paragraph Alignment="Center"><Text>Two Rooms</Text></Paragraph>
    <Paragraph Alignment="Center"><Text>Written by</Text></Paragraph>
    <Paragraph Alignment="Center"><Text>A. Writer</Text></Paragraph>
    <Paragraph><Text>a@example.org</Text></Paragraph>
  </Content></TitlePage>
</FinalDraft>`;
  expect(printFountain(readFdx(xml))).toBe(`Title: Two Rooms
Credit: Written by
Author: A. Writer
Contact: a@example.org

INT. HALL - DAY #1#

Rain & ***thunder***. —

ANGLE ON THE DOOR

ANNA
Yes!

BO (V.O.) ^
(low)
No!

Wind.

Nobody says this.

===

> LATER
`);
});

test('text that Fountain would read as something else is forced to stay what it is', () => {
  const xml = (type: string, text: string) =>
    `<FinalDraft><Content><Paragraph Type="Action"><Text>Rain.</Text></Paragraph><Paragraph Type="${type}"><Text>${text}</Text></Paragraph></Content></FinalDraft>`;
  const second = (type: string, text: string) => readFdx(xml(type, text)).elements[1];
  expect(second('Action', 'CUT TO:')).toMatchObject({ kind: 'action', text: 'CUT TO:' });
  expect(second('Action', 'INT. HALL - DAY')).toMatchObject({ kind: 'action', text: 'INT. HALL - DAY' });
  expect(second('Scene Heading', 'THE HALL')).toMatchObject({ kind: 'scene-heading', place: 'THE HALL' });
  expect(second('Character', 'Anna')).toMatchObject({ kind: 'character', name: 'Anna' });
  expect(second('Transition', 'Slowly')).toMatchObject({ kind: 'transition', text: 'Slowly' });
});

test('characters that XML forbids are left out rather than written', () => {
  expect(readFdx(writeFdx(parseFountain('Ra\u0001in.'))).elements[0]).toMatchObject({ text: 'Rain.' });
});

/** What a script says, apart from its layout. */
function said(screenplay: Screenplay): unknown[] {
  return screenplay.elements
    .filter((element) => element.kind !== 'blank' && !('text' in element && plainText(element.text).trim() === ''))
    .map((element) => {
      const { raw, lines, ...rest } = element;
      const notes = notesOf(element);
      if (rest.kind === 'title-entry') return { ...rest, values: rest.values.map(plainText) };
      if (!('text' in rest)) return { ...rest, notes };
      const kept = { kind: rest.kind, number: 'number' in rest ? rest.number : null, notes };
      return { ...kept, centred: 'centred' in rest && rest.centred, styles: styledRuns(rest.text).filter(hasInk) };
    })
    .map((element) => JSON.stringify(element).replace(/"forced":(?:true|false),?/, ''));
}

function hasInk(run: { text: string }): boolean {
  return run.text.trim() !== '';
}
