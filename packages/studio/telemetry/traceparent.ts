import { isValidSpanId, isValidTraceId, type SpanContext } from '@opentelemetry/api';

/** W3C Trace Context, version 00; later versions begin alike. https://www.w3.org/TR/trace-context/#traceparent-header */
const pattern = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/** `null` when it is not one: then a trace begins anew. It may come from anybody. */
export function parseTraceparent(text: string): SpanContext | null {
  const [, traceId = '', spanId = '', flags = ''] = pattern.exec(text) ?? [];
  if (!isValidTraceId(traceId) || !isValidSpanId(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

export const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & 1}`;
