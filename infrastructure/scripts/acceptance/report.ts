import type { Step } from './steps.ts';

/** Whether every step that was tried was well. */
export const passed = (steps: readonly Step[]): boolean => steps.every(({ faults }) => faults.length === 0);

const sum = (steps: readonly Step[]) => steps.reduce((all, { seconds }) => all + seconds, 0);

/** Without what would end a cell, or begin a tag. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll(/\s+/g, ' ');

/**
 * The steps as a table, for the page of a workflow's run.
 * @example await appendFile(process.env.GITHUB_STEP_SUMMARY, summaryOf(steps, url));
 */
export function summaryOf(steps: readonly Step[], { host }: URL): string {
  const failed = steps.filter(({ faults }) => faults.length > 0).length;
  const rows = steps.map(({ name, seconds, faults, leftOut }) => {
    const found =
      leftOut === null ? (faults.length === 0 ? 'ok' : faults.map(cell).join('<br>')) : `left out: ${cell(leftOut)}`;
    return `| ${cell(name)} | ${seconds.toFixed(1)} | ${found} |`;
  });
  return [
    `## Acceptance of ${host}: ${failed === 0 ? 'passed' : `${failed} of ${steps.length} steps failed`}`,
    ...['', '| step | s | found |', '| --- | ---: | --- |', ...rows, '', `In ${sum(steps).toFixed(0)} s.`, ''],
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
/** XML has no way to write other control characters at all. */
const xml = (text: string) =>
  text.replaceAll(/[&<>"\n]/g, (one) => entities[one] ?? one).replaceAll(/\p{Cc}/gu, '\uFFFD');

/** The steps as JUnit writes tests, which CI servers and their tools read. */
export function junitOf(steps: readonly Step[], { host }: URL): string {
  const count = (is: (step: Step) => boolean) => steps.filter(is).length;
  const cases = steps.map(({ name, seconds, faults, leftOut }) => {
    const inside = [
      ...(leftOut === null ? [] : [`<skipped message="${xml(leftOut)}"/>`]),
      ...(faults.length === 0 ? [] : [`<failure message="${xml(faults.join('\n'))}"/>`]),
    ].join('');
    return `  <testcase classname="acceptance" name="${xml(name)}" time="${seconds.toFixed(3)}">${inside}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${xml(`acceptance of ${host}`)}" tests="${steps.length}" failures="${count(({ faults }) => faults.length > 0)}" skipped="${count(({ leftOut }) => leftOut !== null)}" time="${sum(steps).toFixed(3)}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n');
}
