-- A body of its own for each request, from the file of lines named last on the command line.
dofile((debug.getinfo(1, "S").source:sub(2):gsub("post.lua$", "report.lua")))
local bodies, at = {}, 0

function init(args)
   for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
end

function request()
   at = at % #bodies + 1
   local path, cookie, body = bodies[at]:match("^(%S+)\t([^\t]+)\t(.+)$")
   local host = wrk.host .. ":" .. wrk.port
   return wrk.format("POST", path, {
      ["Cookie"] = cookie,
      ["Content-Type"] = "application/x-www-form-urlencoded",
      ["Origin"] = wrk.scheme .. "://" .. host,
      ["Host"] = host,
   }, body)
end
