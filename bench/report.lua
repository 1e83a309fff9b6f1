-- One line of JSON when wrk is done. What a thread counted as `refused` has failed too.
local threads = {}

function setup(thread)
   threads[#threads + 1] = thread
end

function done(summary, latency, requests)
   local wrong, refused = summary.errors, 0
   for _, thread in ipairs(threads) do refused = refused + (thread:get("refused") or 0) end
   io.write(string.format(
      '\n{"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "p99": %d, "failed": %d}\n',
      summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(95), latency:percentile(99),
      refused + wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
