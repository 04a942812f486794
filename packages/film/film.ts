/** The domain of the film studio: what other packages may use of it. */
export { applyCorrections, BibleError, printBible } from './breakdown/bible-yaml.ts';
export { breakDown } from './breakdown/breakdown.ts';
export { nearestSets } from './breakdown/nearest-sets.ts';
export * from './breakdown/story-bible.ts';
export { comparePlans, type PlanComparison } from './plan/comparison.ts';
export { contentKey, type Json } from './plan/content-key.ts';
export {
  changeSentence,
  type Forecast,
  forecast,
  forecastSentence,
  offlinePrices,
  type PriceList,
  type WorkRates,
} from './plan/forecast.ts';
export { type JobKind, jobKinds, type Plan, planFilm } from './plan/plan.ts';
export { linesOf, shotContent } from './plan/shot-key.ts';
export { type Style, styles } from './plan/styles.ts';
export { type Production, produce } from './production.ts';
export { compareDrafts, type DraftComparison } from './screenplay/drafts.ts';
export { plainText } from './screenplay/emphasis.ts';
export { readFdx } from './screenplay/fdx-reader.ts';
export { writeFdx } from './screenplay/fdx-writer.ts';
export { parseFountain, printFountain } from './screenplay/fountain.ts';
export { readScreenplay } from './screenplay/read-screenplay.ts';
export { scenesOf } from './screenplay/scenes.ts';
export * from './screenplay/screenplay.ts';
export { speechesOf } from './screenplay/speeches.ts';
export { describeShot } from './storyboard/describe.ts';
export * from './storyboard/shot.ts';
export { type SoundName, soundNames } from './storyboard/sounds.ts';
export { writeEdl } from './timeline/cmx3600.ts';
export { readEdl } from './timeline/cmx3600-reader.ts';
export { timelineOf } from './timeline/conform.ts';
export * from './timeline/cut.ts';
export { cutShots } from './timeline/edit.ts';
export { writeFcpxml } from './timeline/fcpxml.ts';
export { writeOtio } from './timeline/otio.ts';
export { OtioError, readOtio } from './timeline/otio-reader.ts';
export { parseRate, RateError } from './timeline/rate.ts';
export { type Recut, recutFrom } from './timeline/recut.ts';
export { estimateSpoken } from './timeline/spoken-length.ts';
export { readSrt, writeSrt } from './timeline/srt.ts';
export { subtitlesOf } from './timeline/subtitles.ts';
export { secondsOf, timecodeOf } from './timeline/timecode.ts';
export * from './timeline/timeline.ts';
export { writeWebVtt } from './timeline/webvtt.ts';
