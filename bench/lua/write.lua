-- Writes a new log each time, of one worker after another; FILE has a worker and a station a line.
require("caller")
wrk.headers["Content-Type"] = "application/json"
local posts = {}
for line in io.lines(os.getenv("FILE")) do
    local worker, station = line:match("(%S+) (%S+)")
    posts[#posts + 1] = { worker = worker, station = station }
end
local n, body, prefix = tonumber(os.getenv("BASE")), os.getenv("BODY"), os.getenv("PREFIX")
request = function()
    n = n + 1
    local post = posts[1 + n % #posts]
    local filled = body:gsub("{n}", string.format("%.0f", n)):gsub("{worker}", post.worker):gsub("{station}", post.station)
    return wrk.format("PUT", string.format("/api/v1/service-logs/%s%012x", prefix, n), nil, filled)
end
