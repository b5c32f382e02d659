-- Reads one of the logs 0 to COUNT - 1 of those whose ids begin with PREFIX.
require("caller")
local prefix, count = os.getenv("PREFIX"), tonumber(os.getenv("COUNT"))
math.randomseed(os.time())
request = function()
    return wrk.format("GET", string.format("/api/v1/service-logs/%s%012x", prefix, math.random(0, count - 1)))
end
