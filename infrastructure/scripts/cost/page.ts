import type { Environment } from '../../terraform/plan.ts';
import { byGroup, total } from './bill.ts';
import { compare, documentFigures, explanations, type Sum } from './document.ts';
import type { LineItem } from './line-item.ts';
import type { PriceList } from './prices.ts';
import { spotSaves, type Usage, usageOf, workingHours } from './usage.ts';

/** The bill of each environment, by its name. */
export type Bills = ReadonlyMap<Environment, readonly LineItem[]>;

const dollars = (usd: number) => usd.toLocaleString('en', { maximumFractionDigits: usd < 10 ? 2 : 0 });
const row = (...cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

/** Environments outside the document's range that nobody has explained. */
export const unexplained = (bills: Bills): readonly string[] =>
  [...bills]
    .filter(([name, lines]) => ['below', 'above'].includes(compare(name, total(lines))) && !explanations[name])
    .map(
      ([name, lines]) =>
        `${name} costs ${dollars(total(lines))}: outside the document's range, and document.ts does not say why`,
    );

/** Why an environment costs what it does, where somebody has said it. */
function why(bills: Bills, name: Environment): string {
  const sum: Sum = (pattern, environment = name) => {
    const lines = (bills.get(environment) ?? []).filter(({ what, address }) => pattern.test(`${what} ${address}`));
    return `$${dollars(total(lines))}`;
  };
  return explanations[name]?.(sum) ?? '';
}

const summary = (bills: Bills): string[] => [
  row('environment', 'a month, $', 'document, $', '', 'why'),
  row('---', '---:', '---:', '---', '---'),
  ...[...bills].map(([name, lines]) => {
    const range = documentFigures[name];
    return row(
      name,
      dollars(total(lines)),
      range ? `${range[0]}–${range[1]}` : '',
      compare(name, total(lines)),
      why(bills, name),
    );
  }),
];

function groups(bills: Bills): string[] {
  const sums = [...bills].map(([, lines]) => new Map(byGroup(lines)));
  const names = [...new Set(sums.flatMap((one) => [...one.keys()]))];
  return [
    row('', ...bills.keys()),
    row('---', ...sums.map(() => '---:')),
    ...names.map((name) => row(name, ...sums.map((one) => dollars(one.get(name) ?? 0)))),
  ];
}

const largest = (bills: Bills): string[] =>
  [...bills].flatMap(([name, lines]) => [
    `### ${name}`,
    row('$', 'what', 'resource'),
    row('---:', '---', '---'),
    ...lines
      .toSorted((one, other) => other.usd - one.usd)
      .slice(0, 12)
      .map(({ usd, what, address }) => row(dollars(usd), what, `\`${address}\``)),
    '',
  ]);

function assumptions(bills: Bills): string[] {
  const usages = [...bills.keys()].map((name) => usageOf[name]);
  // The keys of an object of this type are the names of the assumptions.
  const keys = Object.keys(usages[0] ?? {}) as (keyof Usage)[];
  return [
    row('', ...bills.keys()),
    row('---', ...usages.map(() => '---:')),
    ...keys.map((key) => row(key, ...usages.map((one) => one[key].toLocaleString('en')))),
  ];
}

/** The whole page docs/costs.md. */
export function costPage(bills: Bills, { region, checked, note, prices }: PriceList): string {
  return [
    '# Costs',
    '',
    `What each environment costs in a month of 730 hours: the resources of its Terraform plan at the on-demand list prices of ${region}, without taxes, credits, reservations and savings plans. Of what AWS gives for nothing only that is counted which a line names. \`npm run cost\` writes this page, and a check holds it against the plans.`,
    '',
    ...summary(bills),
    '',
    '## By what for, $',
    '',
    ...groups(bills),
    '',
    '## The largest lines',
    '',
    ...largest(bills),
    '## What is assumed',
    '',
    `A plan does not say how much is used. Spot saves ${spotSaves * 100} %. What a schedule puts to 0 at night runs ${workingHours} hours. Films come by CloudFront, as docs/runbooks/deploy.md turns it on. The rest is in [usage.ts](../infrastructure/scripts/cost/usage.ts):`,
    '',
    ...assumptions(bills),
    '',
    '## Prices',
    '',
    `As of ${checked}. ${note}`,
    '',
    row('price', '$', 'per', 'basis', 'page'),
    row('---', '---:', '---', '---', '---'),
    ...Object.entries(prices).map(([key, { usd, unit, basis, source }]) => row(key, usd, unit, basis, `<${source}>`)),
    '',
  ].join('\n');
}
