import type { Rate, SubtitleCue } from '@ai-film-studio/film';

/**
 * The soft subtitles as ffmpeg is given them: an ASS script, not SubRip, whose reader takes `<b>`, `{\an8}` and the like out of the words
 * as markup. In ASS only a backslash can begin markup; an empty override after each parts it from the letter that would make it one, and
 * one after each `{` parts it from a backslash. Clocks are to a hundredth of a second, a quarter of a frame.
 */
export function subtitleScript(cues: readonly Pick<SubtitleCue, 'text' | 'range'>[], rate: Rate): string {
  const events = cues.map(({ text, range }) => {
    const [start, end] = [range.start, range.start + range.frames].map((frame) => clock((frame * rate.den) / rate.num));
    return `Dialogue: 0,${start},${end},Default,,0,0,0,,${verbatim(text)}\n`;
  });
  return head + events.join('');
}

/** The format wants a style of the name that its events give; the film's track takes nothing from it but its plainness. */
const head = `[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Alignment
Style: Default,Arial,16,&Hffffff,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
`;

/** An override that says nothing. */
const nothing = '{\\q}';

const verbatim = (text: string) => text.replaceAll(/\\|\{(?=\\)/g, `$&${nothing}`).replaceAll('\n', '\\N');

function clock(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const minutes = two((hundredths / 6_000) % 60);
  return `${Math.floor(hundredths / 360_000)}:${minutes}:${two((hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}
