-- Asks for one path.
require("caller")
wrk.path = os.getenv("ASKED")
