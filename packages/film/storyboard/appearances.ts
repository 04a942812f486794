import type { ActionReading } from './action-reading.ts';
import type { Company } from './company.ts';
import type { Deed } from './deeds.ts';
import type { Moment, SpeechMoment } from './moments.ts';
import type { Pose } from './shot.ts';

/** `Rebecca walks out` and answers from where she is: she is only on her way. */
export function lingeringIn(
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
): ReadonlySet<Deed> {
  const leaving = moments.flatMap((moment, index) =>
    (readings.get(moment)?.deeds ?? []).flatMap((deed) => (deed.move === 'exit' ? [{ deed, index }] : [])),
  );
  const lingers = ({ deed: { who }, index }: { deed: Deed; index: number }) => {
    for (const moment of moments.slice(index + 1, index + 5)) {
      if (readings.get(moment)?.deeds.some((deed) => deed.who === who && deed.move !== null)) return false;
      if (moment.kind === 'speech' && moment.who === who) return speaksHere(moment);
    }
    return false;
  };
  return new Set(leaving.filter(lingers).map(({ deed }) => deed));
}

/** Of those who were somewhere else in the scene before: who is still there when the film begins to cut between the two places. */
export function farOnes(
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
  far: readonly string[],
): readonly string[] {
  const at = moments.findIndex(cutsBetween);
  if (at < 0) return [];
  const here = new Set(
    moments
      .slice(0, at)
      .flatMap((moment) => (moment.kind === 'speech' ? speakersOf(moment) : (readings.get(moment)?.actors ?? []))),
  );
  return far.filter((who) => !here.has(who));
}

/** `INTERCUT - KITCHEN / CAR`. */
function cutsBetween(moment: Moment): boolean {
  return moment.kind === 'transition' && moment.intercut;
}

/** Film order, not scene order: who is on the left in one scene is on the left in the next. */
export function castOf(
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
  noted: readonly string[],
  company: Company,
): readonly string[] {
  const seen = new Set(noted);
  for (const moment of moments) {
    if (moment.kind === 'speech' && speaksHere(moment)) for (const who of speakersOf(moment)) seen.add(who);
    for (const who of readings.get(moment)?.actors ?? []) seen.add(who);
  }
  return company.inFilmOrder([...seen].filter(company.embodied));
}

export function speakersOf(moment: SpeechMoment): readonly string[] {
  return moment.withWhom === null ? [moment.who] : [moment.who, moment.withWhom];
}

/** The speaker is to be seen: not a voice from elsewhere. */
export function speaksHere(moment: SpeechMoment): boolean {
  const treatment = moment.lines[0]?.treatment ?? 'plain';
  return treatment === 'plain' || treatment === 'sung';
}

/** In a scene from its start, unless the first that we hear or see of them is that they come in or speak from elsewhere. */
export function firstAppearance(
  who: string,
  moments: readonly Moment[],
  readings: ReadonlyMap<Moment, ActionReading>,
): { present: boolean; pose: Pose | null } {
  for (const [index, moment] of moments.entries()) {
    if (moment.kind === 'speech' && speakersOf(moment).includes(who))
      return { present: speaksHere(moment), pose: laterPose(who, moments, readings) };
    const deeds = readings.get(moment)?.deeds.filter((each) => each.who === who) ?? [];
    if (deeds.length > 0)
      return {
        present: !deeds.some((deed) => comesNew(deed, index, readings, moments)) && !announces(moments[index - 1]),
        pose: deeds.find(({ pose }) => pose !== null)?.pose ?? laterPose(who, moments, readings),
      };
  }
  return { present: true, pose: null };
}

/** Whom the scene first shows coming in, or walking when others were there before, was not there from the start. */
function comesNew(
  { who, move }: Deed,
  index: number,
  readings: ReadonlyMap<Moment, ActionReading>,
  moments: readonly Moment[],
): boolean {
  if (move === 'enter') return true;
  if (move !== 'stroll' && move !== 'approach') return false;
  const before = moments.slice(0, index);
  return (
    before.some((moment) => moment.kind === 'speech' || readings.get(moment)?.actors.some((other) => other !== who)) &&
    !before.some((moment) => readings.get(moment)?.named.includes(who))
  );
}

/** `Out comes–`: whoever the next sentence names was not there before. */
function announces(moment: Moment | undefined): boolean {
  return moment?.kind === 'action' && /\b(comes|steps|reveal\w*|enters|sees?)\s*[–—-]+$/i.test(moment.text);
}

/** `Isaak is still sitting` in the middle of a scene tells how he was all along. */
function laterPose(who: string, moments: readonly Moment[], readings: ReadonlyMap<Moment, ActionReading>): Pose | null {
  for (const moment of moments) {
    const deed = readings.get(moment)?.deeds.find((each) => each.who === who && each.pose !== null);
    if (deed !== undefined) return deed.already ? deed.pose : null;
  }
  return null;
}
