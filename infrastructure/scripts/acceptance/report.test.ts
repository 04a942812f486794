import { describe, expect, it } from 'vitest';
import { junitOf, passed, summaryOf } from './report.ts';
import type { Step } from './steps.ts';

const url = new URL('https://api.sandbox.example.com');
const well: Step = { name: 'a film is made', seconds: 61.24, faults: [], leftOut: null };
const ill: Step = {
  name: 'credits add up',
  seconds: 0.06,
  faults: ['It cost <2> | "3".', 'And\u0007 5 & 6.'],
  leftOut: null,
};
const left: Step = { name: 'a webhook listens', seconds: 0, faults: [], leftOut: 'there is no address' };

describe('the report', () => {
  it('has passed without a fault, whatever was left out', () => {
    expect(passed([well, left])).toBe(true);
    expect(passed([well, ill])).toBe(false);
  });

  it('is a table whose cells nothing can end', () => {
    expect(summaryOf([well, ill, left], url)).toBe(`## Acceptance of api.sandbox.example.com: 1 of 3 steps failed

| step | s | found |
| --- | ---: | --- |
| a film is made | 61.2 | ok |
| credits add up | 0.1 | It cost &lt;2> \\| "3".<br>And\u0007 5 & 6. |
| a webhook listens | 0.0 | left out: there is no address |

In 61 s.
`);
    expect(summaryOf([well], url)).toContain(': passed\n');
  });

  it('is JUnit’s XML, whatever is in the words', () => {
    expect(junitOf([well, ill, left], url)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="acceptance of api.sandbox.example.com" tests="3" failures="1" skipped="1" time="61.300">
  <testcase classname="acceptance" name="a film is made" time="61.240"></testcase>
  <testcase classname="acceptance" name="credits add up" time="0.060"><failure message="It cost &lt;2&gt; | &quot;3&quot;.&#10;And\uFFFD 5 &amp; 6."/></testcase>
  <testcase classname="acceptance" name="a webhook listens" time="0.000"><skipped message="there is no address"/></testcase>
</testsuite>
`);
  });
});
