//! OWASP API Security Top 10 (2023), one file a risk, over all live routes where that can be; what other tests show already
//! is named here and not shown twice.
//!
//! | risk | here | elsewhere |
//! |---|---|---|
//! | 1 object level | another station of the county, by any id on any route | another county: `two_counties::walk`; a key of somebody else: `http::idempotency::two_callers_may_use_one_key_apart`; files: `attachments::sight`; lists and figures by reach: `*::reach` |
//! | 2 authentication | every bad token on every closed route, one body | each claim and header: `auth::tokens`; guessing, unknown names, refresh, sign-out, a new password: `auth::sign_in` |
//! | 3 property level | fields that are only read on every write; fields of answers against the document | masks: `leaks::walk`, `tables::lists`; blind scoring by any path: `evaluation::blind_routes`, `evaluation::blind` |
//! | 4 resources | pages, periods, patterns, arrays, headers, exports and sign-ins without end | bodies, nesting, compression: `http::bodies`; quotas: `http::quota`; memory: `bench` |
//! | 5 function level | methods that are not there, on every path; overriding headers | every route by every role: `coverage::permissions` |
//! | 6 business flows | – | a card twice or after the lock: `evaluation::scorecards`; who scored does not finish: `evaluation::standing`; one's own log, card, wish: `service_logs::steps`, `evaluation::scorecards_prepared`, `clients::minor_access`; thirty reveals an hour: `staffing::worker_reveals`, `clients::reveal`; all of it at random: `model` |
//! | 7 request forgery | an address in every text of every write; no field for one | – |
//! | 8 misconfiguration | headers of every route; failures that tell nothing | CORS: `http::cors`; files of secrets: `serve`; settings: `cli` |
//! | 9 inventory | routes, document, matrix and trail against each other | the committed document: `coverage::openapi`; the reviewed matrix: `coverage::permissions` |
//! | 10 upstreams | a bucket that talks nonsense, hangs up, leads elsewhere, never stops | files of others: `attachments::kinds`, `service_logs::imports::files` |

mod api10_upstream;
mod api1_object_level;
mod api2_authentication;
mod api3_property_level;
mod api4_resources;
mod api5_function_level;
mod api7_request_forgery;
mod api8_misconfiguration;
mod api9_inventory;
mod schema;
