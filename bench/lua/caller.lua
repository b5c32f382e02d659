-- Of the others: who asks; with TELL set, the first refusal is printed and ends it; with TALLY set, the answers are counted by
-- status.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
if os.getenv("TELL") then
    response = function(status, _, body)
        if status < 200 or status > 299 then
            print("refused: " .. status .. " " .. body)
            wrk.thread:stop()
        end
    end
elseif os.getenv("TALLY") then
    local asking
    setup = function(thread)
        asking = thread -- there is one
    end
    tally = {} -- of the thread that asks; done reads it from there
    response = function(status)
        tally[tostring(status)] = (tally[tostring(status)] or 0) + 1
    end
    done = function()
        for status, count in pairs(asking:get("tally")) do
            print("answered " .. status .. ": " .. count)
        end
    end
end
