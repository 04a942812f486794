import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { stringify } from 'yaml';
import { type RuleFile, ruleFiles } from './rule-files.ts';

/** The same rules for the Prometheus operator, which takes none from files. */
export function prometheusRule(files: readonly RuleFile[]): IPrometheusRule {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'ai-film-studio', namespace: 'monitoring' },
    spec: { groups: files.flatMap(({ groups }) => groups) },
  };
}

// `node infrastructure/observability/prometheus/prometheus-rule.ts | kubectl apply -f -`
if (import.meta.main) console.log(stringify(prometheusRule(await ruleFiles())));
