-- One line of JSON when wrk is done, and for posts a body of its own for each request.
local bodies, at = {}, 0

function init(args)
   if args[1] then
      for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
      request = function()
         at = at % #bodies + 1
         local path, cookie, body = bodies[at]:match("^(%S+)\t([^\t]+)\t(.+)$")
         return wrk.format("POST", path, {
            ["Cookie"] = cookie,
            ["Content-Type"] = "application/x-www-form-urlencoded",
            ["Origin"] = wrk.scheme .. "://" .. wrk.host .. ":" .. wrk.port,
            ["Host"] = wrk.host .. ":" .. wrk.port,
         }, body)
      end
   end
end

function done(summary, latency, requests)
   local wrong = summary.errors
   io.write(string.format(
      '\n{"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "p99": %d, "failed": %d}\n',
      summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(95), latency:percentile(99),
      wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
