/** A figure a minute; `null` where CloudWatch has none. The last is the newest. */
export type Series = readonly (number | null)[];

type Value = number | Series;
type Reading = (metrics: ReadonlyMap<string, Value>) => Value;

/**
 * The part of CloudWatch's metric math that the fleet's alarms are written in: + - * /, comparisons, AND, OR, IF, CEIL and FILL.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws SyntaxError on anything else: then it is this file that has to learn it, or the alarm that is wrong
 * @example metricMath('CEIL(a / 300)')(new Map([['a', [301]]])); // [2]
 */
export function metricMath(text: string): Reading {
  const tokens = text.match(/[a-z]\w*|[A-Z]+|\d+(?:\.\d+)?|[<>=]=|[-+*/<>(),]/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? 'the end';
  const isNext = (...wanted: readonly string[]): boolean => wanted.includes(tokens[at] ?? '');
  const expect = (wanted: string): void => {
    const found = next();
    if (found !== wanted) throw new SyntaxError(`${wanted} is missing before ${found} in ${text}`);
  };

  const levels: readonly (readonly string[])[] = [
    ['OR'],
    ['AND'],
    ['<', '>', '<=', '>=', '=='],
    ['+', '-'],
    ['*', '/'],
  ];
  const read = (level: number): Reading => {
    const operators = levels[level];
    if (!operators) return readOne();
    let left = read(level + 1);
    while (isNext(...operators)) {
      const [one, operator, other] = [left, next(), read(level + 1)];
      left = (metrics) => each([one(metrics), other(metrics)], ([a, b]) => binary(operator, a, b));
    }
    return left;
  };
  const readOne = (): Reading => {
    const token = next();
    if (token === '(') {
      const inner = read(0);
      expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return () => Number(token);
    if (/^[A-Z]/.test(token)) return call(token);
    return (metrics) => {
      const found = metrics.get(token);
      if (found === undefined) throw new SyntaxError(`There is no metric ${token} for ${text}`);
      return found;
    };
  };
  const call = (name: string): Reading => {
    expect('(');
    const first = read(0);
    if (name === 'CEIL') {
      expect(')');
      return (metrics) => each([first(metrics)], ([a]) => Math.ceil(a));
    }
    expect(',');
    if (name === 'FILL' && isNext('REPEAT')) {
      next();
      expect(')');
      return (metrics) => repeated(first(metrics));
    }
    const second = read(0);
    if (name === 'FILL') {
      expect(')');
      return (metrics) => filled(first(metrics), second(metrics));
    }
    if (name !== 'IF') throw new SyntaxError(`${name} is not known, in ${text}`);
    expect(',');
    const third = read(0);
    expect(')');
    return (metrics) =>
      each([first(metrics), second(metrics), third(metrics)], ([yes, one, other]) => (yes === 0 ? other : one));
  };

  const reading = read(0);
  if (at < tokens.length) throw new SyntaxError(`${next()} is too much, in ${text}`);
  return reading;
}

function binary(operator: string, a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (operator === '/') return a / b;
  const truths: Readonly<Record<string, boolean>> = {
    '<': a < b,
    '>': a > b,
    '<=': a <= b,
    '>=': a >= b,
    '==': a === b,
    AND: a !== 0 && b !== 0,
    OR: a !== 0 || b !== 0,
  };
  return truths[operator] ? 1 : 0;
}

const isSeries = (value: Value): value is Series => typeof value !== 'number';

/** Minute by minute; where one has no figure, the result has none. */
function each<Values extends readonly Value[]>(
  values: readonly [...Values],
  combine: (figures: { readonly [K in keyof Values]: number }) => number,
): Value {
  const length = Math.max(0, ...values.filter(isSeries).map((series) => series.length));
  const at = (minute: number): number | null => {
    const figures = values.map((value) => (isSeries(value) ? (value[minute] ?? null) : value));
    if (figures.includes(null)) return null;
    // As many figures as values, and none of them null.
    return combine(figures as unknown as { readonly [K in keyof Values]: number });
  };
  if (!values.some(isSeries)) return at(0) ?? 0;
  return Array.from({ length }, (_, minute) => at(minute));
}

function repeated(value: Value): Value {
  if (!isSeries(value)) return value;
  let last: number | null = null;
  return value.map((figure) => {
    last = figure ?? last;
    return last;
  });
}

const filled = (value: Value, figure: Value): Value =>
  isSeries(value) ? value.map((one) => one ?? (isSeries(figure) ? null : figure)) : value;
