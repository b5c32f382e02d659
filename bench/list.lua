-- Reads the first page of a station.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
request = function()
    return wrk.format("GET", "/api/v1/service-logs?limit=50&station=" .. os.getenv("STATION"))
end
