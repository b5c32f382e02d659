-- Of the others: who asks; with TELL set, the first refusal is printed and ends it.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
if os.getenv("TELL") then
    response = function(status, _, body)
        if status < 200 or status > 299 then
            print("refused: " .. status .. " " .. body)
            wrk.thread:stop()
        end
    end
end
