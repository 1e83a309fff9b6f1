-- One line of JSON when wrk is done.
function done(summary, latency, requests)
   local wrong = summary.errors
   io.write(string.format(
      '\n{"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "p99": %d, "failed": %d}\n',
      summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(95), latency:percentile(99),
      wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
