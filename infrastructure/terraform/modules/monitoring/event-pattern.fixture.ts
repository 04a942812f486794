type Pattern = Readonly<Record<string, unknown>>;

/**
 * Whether EventBridge's pattern matches an event: values, prefix, anything-but, numeric, exists and $or, with fields of an array's element matched in one
 * element as Ruler does (https://github.com/aws/event-ruler).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws SyntaxError on what this does not know, or EventBridge does not take
 * @example isMatch({ source: ['aws.ecs'] }, event)
 */
export function isMatch(pattern: Pattern, event: unknown): boolean {
  const { $or: either, ...fields } = pattern;
  if (either !== undefined && !listed(either).some((one) => isMatch(asPattern(one), event))) return false;
  if (Array.isArray(event)) return event.some((element) => isMatch(fields, element));
  return Object.entries(fields).every(([name, wanted]) => {
    const value = isPattern(event) ? event[name] : undefined;
    return Array.isArray(wanted)
      ? wanted.some((one) => isWanted(one, value))
      : value !== undefined && isMatch(asPattern(wanted), value);
  });
}

function isWanted(wanted: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => isWanted(wanted, one));
  if (!isPattern(wanted)) return value === wanted;
  const [[operator, operand] = ['', undefined], ...more] = Object.entries(wanted);
  if (more.length > 0) throw new SyntaxError(`One operator at a time: ${JSON.stringify(wanted)}`);
  if (operator === 'prefix') return typeof value === 'string' && value.startsWith(String(operand));
  if (operator === 'exists') return (value !== undefined) === operand;
  if (operator === 'anything-but') return value !== undefined && !listed(operand).includes(value);
  if (operator === 'numeric') return typeof value === 'number' && isInRange(listed(operand), value);
  throw new SyntaxError(`EventBridge's ${operator} is not known here.`);
}

function isInRange([comparison, bound]: readonly unknown[], value: number): boolean {
  if (comparison === '>=') return value >= Number(bound);
  throw new SyntaxError(`The comparison ${String(comparison)} is not known here.`);
}

const listed = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new SyntaxError(`EventBridge wants a list: ${JSON.stringify(value)}`);
  return value;
};
const isPattern = (value: unknown): value is Pattern =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
function asPattern(value: unknown): Pattern {
  if (!isPattern(value)) throw new SyntaxError(`EventBridge wants lists of values: ${JSON.stringify(value)}`);
  return value;
}
