import { parser } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A series that somebody exports or records. */
export interface KnownMetric {
  readonly kind: 'counter' | 'gauge' | 'histogram' | 'recorded';
  readonly labels: ReadonlySet<string>;
  /** Of a label all values that there can be; one that is not here may have any. */
  readonly values?: ReadonlyMap<string, readonly string[]>;
}

export interface ReadQuery {
  readonly metrics: ReadonlySet<string>;
  /** The labels that the answer has. */
  readonly labels: ReadonlySet<string>;
  /** What is wrong with it, in sentences. */
  readonly faults: readonly string[];
}

/** What Prometheus adds to whatever it reads. */
const ofTargets = ['job', 'instance', 'env'];

const empty: ReadonlySet<string> = new Set();
const union = (one: ReadonlySet<string>, other: ReadonlySet<string>) => new Set([...one, ...other]);

/** Functions that ask how fast something grows: of a gauge that means nothing. */
const ofCounters = new Set(['rate', 'irate', 'increase']);

/** Aggregations that answer with the series themselves. */
const selecting = new Set(['topk', 'bottomk']);

/**
 * Reads an expression of Prometheus: which metrics it asks for, which labels its answer has, and whether there are such metrics and labels.
 * @param known by the name of a series: a histogram is there as `_bucket`, `_sum` and `_count`
 * @example readQuery('sum by (type) (studio_queue_jobs)', known).labels // Set { 'type' }
 */
export function readQuery(query: string, known: ReadonlyMap<string, KnownMetric>): ReadQuery {
  const metrics = new Set<string>();
  const faults: string[] = [];
  const text = ({ from, to }: SyntaxNode) => query.slice(from, to);
  const children = (node: SyntaxNode): readonly SyntaxNode[] => {
    const found: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
    return found;
  };
  const named = (node: SyntaxNode): readonly string[] => node.getChildren('LabelName').map(text);
  const must = (labels: readonly string[], there: ReadonlySet<string>, where: SyntaxNode) => {
    for (const label of labels)
      if (!there.has(label))
        faults.push(`"${label}" is no label of ${text(where)}, which has ${[...there].join(', ')}.`);
  };

  function selector(node: SyntaxNode): ReadonlySet<string> {
    const identifier = node.getChild('Identifier');
    const metric = identifier ? known.get(text(identifier)) : undefined;
    if (!identifier) faults.push(`${text(node)} names no metric.`);
    else if (!metric) faults.push(`Nobody exports ${text(identifier)}.`);
    if (!identifier || !metric) return empty;
    metrics.add(text(identifier));
    const labels = union(metric.labels, new Set(metric.kind === 'recorded' ? ['env'] : ofTargets));
    for (const matcher of node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []) {
      must(named(matcher), labels, identifier);
      checkValue(matcher, metric, text(identifier));
    }
    return labels;
  }

  function checkValue(matcher: SyntaxNode, metric: KnownMetric, name: string): void {
    const [label = ''] = named(matcher);
    const possible = metric.values?.get(label);
    const literal = matcher.getChild('StringLiteral');
    if (!possible || !literal) return;
    const value: string = JSON.parse(text(literal));
    const isRegex = text(matcher).includes(`~${text(literal)}`);
    const pattern = isRegex ? new RegExp(`^(?:${value})$`) : null;
    if (!possible.some((one) => (pattern ? pattern.test(one) : one === value)))
      faults.push(`No ${label} of ${name} is ${value}: there are ${possible.slice(0, 12).join(', ')}.`);
  }

  function aggregation(node: SyntaxNode): ReadonlySet<string> {
    const body = node.getChild('FunctionCallBody');
    const inner = body ? argumentsOf(body) : empty;
    const modifier = node.getChild('AggregateModifier');
    const operator = node.getChild('AggregateOp');
    if (operator && selecting.has(text(operator))) return inner;
    const labels = modifier?.getChild('GroupingLabels');
    if (!modifier || !labels) return empty;
    must(named(labels), inner, node);
    return modifier.getChild('Without')
      ? new Set([...inner].filter((one) => !named(labels).includes(one)))
      : new Set(named(labels));
  }

  function call(node: SyntaxNode): ReadonlySet<string> {
    const identifier = node.getChild('FunctionIdentifier');
    const name = identifier ? text(identifier) : '';
    const body = node.getChild('FunctionCallBody');
    const before = new Set(metrics);
    const inner = body ? argumentsOf(body) : empty;
    if (ofCounters.has(name)) {
      const [metric = ''] = [...metrics].filter((one) => !before.has(one) || text(node).includes(one));
      const kind = known.get(metric)?.kind;
      if (kind === 'gauge' || kind === 'recorded') faults.push(`${name}() of ${metric}, which is no counter.`);
    }
    if (name !== 'histogram_quantile') return name.startsWith('absent') ? empty : inner;
    must(['le'], inner, node);
    return new Set([...inner].filter((one) => one !== 'le'));
  }

  const argumentsOf = (body: SyntaxNode): ReadonlySet<string> => children(body).map(labelsOf).reduce(union, empty);

  function binary(node: SyntaxNode): ReadonlySet<string> {
    const parts = children(node);
    const [left, right] = [parts[0], parts.at(-1)];
    if (!left || !right) return empty;
    const [ofLeft, ofRight] = [labelsOf(left), labelsOf(right)];
    const matching = node.getChild('MatchingModifierClause');
    const on = matching?.getChild('On') ? matching.getChild('GroupingLabels') : null;
    for (const [side, labels] of [
      [left, ofLeft],
      [right, ofRight],
    ] as const)
      if (on) must(named(on), labels, side);
    if (node.getChild('Or')) return union(ofLeft, ofRight);
    // A number, or a sum over everything, has no labels: those of the answer are the other's.
    return ofLeft.size > 0 ? ofLeft : ofRight;
  }

  function labelsOf(node: SyntaxNode): ReadonlySet<string> {
    switch (node.name) {
      case 'VectorSelector':
        return selector(node);
      case 'AggregateExpr':
        return aggregation(node);
      case 'FunctionCall':
        return call(node);
      case 'BinaryExpr':
        return binary(node);
      default:
        return argumentsOf(node);
    }
  }

  const tree = parser.parse(query);
  tree.iterate({
    enter(node) {
      if (node.type.isError) faults.push(`It cannot be read at "${query.slice(node.from, node.from + 20)}".`);
    },
  });
  return { labels: labelsOf(tree.topNode), metrics, faults };
}
