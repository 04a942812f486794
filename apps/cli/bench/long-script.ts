/** Words changed in the second telling, so that no shot of it is one of the first. */
const otherwise: readonly (readonly [RegExp, string])[] = [
  [/MARA/g, 'INES'],
  [/Mara/g, 'Ines'],
  [/JONAS/g, 'PELLE'],
  [/Jonas/g, 'Pelle'],
  [/HARBOUR/g, 'BEACH'],
  [/INT\. CAFE/g, 'INT. KITCHEN'],
  [/RIVERBANK/g, 'FOREST'],
  [/ferry/g, 'train'],
  [/twelve/g, 'twenty'],
];

/**
 * A film of five minutes out of one of three: its story told again by other people in other places, without the last scene.
 * @param script Fountain with a title page
 */
export function longScript(script: string): string {
  const body = script.slice(script.indexOf('FADE IN:'), script.lastIndexOf('\nEXT. '));
  const second = otherwise.reduce((text, [from, to]) => text.replace(from, to), body);
  return `${script.replace(/\n> THE END <\s*$/, '\n')}\n${second}\n\n> THE END <\n`;
}

/** The same script with one word of one line changed, in the middle of the film. */
export function withOneLineChanged(script: string): string {
  const before = "I can't see the island.";
  if (!script.includes(before)) throw new Error('The script to measure on has lost its line.');
  return script.replace(before, "I can't see the landing.");
}
