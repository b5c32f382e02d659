-- Writes a new log each time, of one of many workers.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
wrk.headers["Content-Type"] = "application/json"
local n, workers = tonumber(os.getenv("BASE")), tonumber(os.getenv("WORKERS"))
request = function()
    n = n + 1
    local body = os.getenv("BODY"):gsub("{n}", tostring(n)):gsub("{worker}", string.format("%012x", 1 + n % workers))
    return wrk.format("PUT", string.format("/api/v1/service-logs/01890000-0000-7000-8000-%012x", n), nil, body)
end
