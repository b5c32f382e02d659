-- Reads one of the logs that were written through the API.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
request = function()
    return wrk.format("GET", string.format("/api/v1/service-logs/01890000-0000-7000-8000-%012x", math.random(1, tonumber(os.getenv("READ")))))
end
