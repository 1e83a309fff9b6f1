-- A body of its own for each request, from the file of lines named first on the command line, after the first so many.
-- Each must be answered by a redirect: a form that comes back with an error would be measured as a quick success.
dofile((debug.getinfo(1, "S").source:sub(2):gsub("post.lua$", "report.lua")))
local bodies, at = {}, 0
refused = 0

function init(args)
   for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
   at = tonumber(args[2])
end

function request()
   at = at + 1
   if at > #bodies then
      wrk.thread:stop()
      at = #bodies
   end
   local path, cookie, body = bodies[at]:match("^(%S+)\t([^\t]+)\t(.+)$")
   local host = wrk.host .. ":" .. wrk.port
   return wrk.format("POST", path, {
      ["Cookie"] = cookie,
      ["Content-Type"] = "application/x-www-form-urlencoded",
      ["Origin"] = wrk.scheme .. "://" .. host,
      ["Host"] = host,
   }, body)
end

function response(status)
   if status < 300 then refused = refused + 1 end
end
